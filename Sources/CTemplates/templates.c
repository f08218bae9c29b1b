// One #embed line (C23) for each file under Templates/; a test compares the list with the folder.
#include "templates.h"

#define TEMPLATE(variable, name) {name, variable, sizeof variable}

static const unsigned char answer_txt[] = {
#embed "../../Templates/reports/answer.txt"
};
static const unsigned char breach_scope_html[] = {
#embed "../../Templates/reports/breach-scope.html"
};
static const unsigned char breach_scope_md[] = {
#embed "../../Templates/reports/breach-scope.md"
};
static const unsigned char counted_txt[] = {
#embed "../../Templates/reports/counted.txt"
};
static const unsigned char limitations_txt[] = {
#embed "../../Templates/reports/limitations.txt"
};
static const unsigned char method_txt[] = {
#embed "../../Templates/reports/method.txt"
};
static const unsigned char page_html[] = {
#embed "../../Templates/reports/page.html"
};
static const unsigned char style_css[] = {
#embed "../../Templates/reports/style.css"
};
static const unsigned char findings_schema_json[] = {
#embed "../../Templates/schema/findings.json"
};
static const unsigned char verify_txt[] = {
#embed "../../Templates/bundle/VERIFY.txt"
};

static const struct casefile_template templates[] = {
    TEMPLATE(answer_txt, "reports/answer.txt"),
    TEMPLATE(breach_scope_html, "reports/breach-scope.html"),
    TEMPLATE(breach_scope_md, "reports/breach-scope.md"),
    TEMPLATE(counted_txt, "reports/counted.txt"),
    TEMPLATE(limitations_txt, "reports/limitations.txt"),
    TEMPLATE(method_txt, "reports/method.txt"),
    TEMPLATE(page_html, "reports/page.html"),
    TEMPLATE(style_css, "reports/style.css"),
    TEMPLATE(findings_schema_json, "schema/findings.json"),
    TEMPLATE(verify_txt, "bundle/VERIFY.txt"),
};

const struct casefile_template *casefile_template_at(int index) {
  int count = sizeof templates / sizeof templates[0];
  return index >= 0 && index < count ? &templates[index] : 0;
}
