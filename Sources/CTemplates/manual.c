// One #embed line (C23) for each file under Templates/manual/; a test compares the list with the folder.
// They are no templates: no report is made from them, and the hash of the templates does not cover them.
#include "templates.h"

#define TOPIC(variable, name) {name, variable, sizeof variable}

static const unsigned char tour_md[] = {
#embed "../../Templates/manual/tour.md"
};
static const unsigned char exporting_md[] = {
#embed "../../Templates/manual/exporting.md"
};
static const unsigned char formats_md[] = {
#embed "../../Templates/manual/formats.md"
};
static const unsigned char finding_the_attacker_md[] = {
#embed "../../Templates/manual/finding-the-attacker.md"
};
static const unsigned char auditing_md[] = {
#embed "../../Templates/manual/auditing.md"
};
static const unsigned char mailboxes_md[] = {
#embed "../../Templates/manual/mailboxes.md"
};
static const unsigned char members_md[] = {
#embed "../../Templates/manual/members.md"
};
static const unsigned char reviewing_md[] = {
#embed "../../Templates/manual/reviewing.md"
};
static const unsigned char laws_md[] = {
#embed "../../Templates/manual/laws.md"
};
static const unsigned char reports_md[] = {
#embed "../../Templates/manual/reports.md"
};
static const unsigned char bundles_md[] = {
#embed "../../Templates/manual/bundles.md"
};
static const unsigned char keeping_md[] = {
#embed "../../Templates/manual/keeping.md"
};
static const unsigned char case_folder_md[] = {
#embed "../../Templates/manual/case-folder.md"
};
static const unsigned char lake_md[] = {
#embed "../../Templates/manual/lake.md"
};
static const unsigned char scripting_md[] = {
#embed "../../Templates/manual/scripting.md"
};

static const struct casefile_template topics[] = {
    TOPIC(tour_md, "tour.md"),
    TOPIC(exporting_md, "exporting.md"),
    TOPIC(formats_md, "formats.md"),
    TOPIC(finding_the_attacker_md, "finding-the-attacker.md"),
    TOPIC(auditing_md, "auditing.md"),
    TOPIC(mailboxes_md, "mailboxes.md"),
    TOPIC(members_md, "members.md"),
    TOPIC(reviewing_md, "reviewing.md"),
    TOPIC(laws_md, "laws.md"),
    TOPIC(reports_md, "reports.md"),
    TOPIC(bundles_md, "bundles.md"),
    TOPIC(keeping_md, "keeping.md"),
    TOPIC(case_folder_md, "case-folder.md"),
    TOPIC(lake_md, "lake.md"),
    TOPIC(scripting_md, "scripting.md"),
};

const struct casefile_template *casefile_topic_at(int index) {
  int count = sizeof topics / sizeof topics[0];
  return index >= 0 && index < count ? &topics[index] : 0;
}
