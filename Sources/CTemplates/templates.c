// One #embed line (C23) for each file under Templates/, but for the manual (manual.c); a test compares the
// list with the folder.
#include "templates.h"

#define TEMPLATE(variable, name) {name, variable, sizeof variable}

static const unsigned char breach_scope_html[] = {
#embed "../../Templates/reports/breach-scope.html"
};
static const unsigned char breach_scope_md[] = {
#embed "../../Templates/reports/breach-scope.md"
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
static const unsigned char case_schema_json[] = {
#embed "../../Templates/schema/case.json"
};
static const unsigned char cases_schema_json[] = {
#embed "../../Templates/schema/cases.json"
};
static const unsigned char check_schema_json[] = {
#embed "../../Templates/schema/check.json"
};
static const unsigned char contexts_schema_json[] = {
#embed "../../Templates/schema/contexts.json"
};
static const unsigned char custody_schema_json[] = {
#embed "../../Templates/schema/custody.json"
};
static const unsigned char diff_schema_json[] = {
#embed "../../Templates/schema/diff.json"
};
static const unsigned char error_schema_json[] = {
#embed "../../Templates/schema/error.json"
};
static const unsigned char inventory_schema_json[] = {
#embed "../../Templates/schema/inventory.json"
};
static const unsigned char regimes_schema_json[] = {
#embed "../../Templates/schema/regimes.json"
};
static const unsigned char results_schema_json[] = {
#embed "../../Templates/schema/results.json"
};
static const unsigned char scope_schema_json[] = {
#embed "../../Templates/schema/scope.json"
};
static const unsigned char status_schema_json[] = {
#embed "../../Templates/schema/status.json"
};
static const unsigned char verdict_schema_json[] = {
#embed "../../Templates/schema/verdict.json"
};
static const unsigned char warning_schema_json[] = {
#embed "../../Templates/schema/warning.json"
};
static const unsigned char report_js[] = {
#embed "../../Templates/reports/report.js"
};
static const unsigned char sources_html[] = {
#embed "../../Templates/reports/sources.html"
};
static const unsigned char sources_md[] = {
#embed "../../Templates/reports/sources.md"
};
static const unsigned char docx_content_types[] = {
#embed "../../Templates/docx/content-types.xml"
};
static const unsigned char docx_core[] = {
#embed "../../Templates/docx/core.xml"
};
static const unsigned char docx_document_rels[] = {
#embed "../../Templates/docx/document-rels.xml"
};
static const unsigned char docx_footer[] = {
#embed "../../Templates/docx/footer.xml"
};
static const unsigned char docx_header[] = {
#embed "../../Templates/docx/header.xml"
};
static const unsigned char docx_numbering[] = {
#embed "../../Templates/docx/numbering.xml"
};
static const unsigned char docx_rels[] = {
#embed "../../Templates/docx/rels.xml"
};
static const unsigned char docx_styles[] = {
#embed "../../Templates/docx/styles.xml"
};
static const unsigned char word_breach_scope[] = {
#embed "../../Templates/reports/breach-scope.docx.xml"
};
static const unsigned char word_notice[] = {
#embed "../../Templates/reports/notice.docx.xml"
};
static const unsigned char word_notice_item[] = {
#embed "../../Templates/reports/notice-item.docx.xml"
};
static const unsigned char certificate_html[] = {
#embed "../../Templates/reports/certificate.html"
};
static const unsigned char certificate_md[] = {
#embed "../../Templates/reports/certificate.md"
};
static const unsigned char certificate_docx_xml[] = {
#embed "../../Templates/reports/certificate.docx.xml"
};
static const unsigned char custody_form_html[] = {
#embed "../../Templates/reports/custody-form.html"
};
static const unsigned char custody_form_md[] = {
#embed "../../Templates/reports/custody-form.md"
};
static const unsigned char custody_form_docx_xml[] = {
#embed "../../Templates/reports/custody-form.docx.xml"
};
static const unsigned char timeline_svg[] = {
#embed "../../Templates/reports/timeline.svg"
};
static const unsigned char en_json[] = {
#embed "../../Templates/languages/en.json"
};
static const unsigned char de_json[] = {
#embed "../../Templates/languages/de.json"
};
static const unsigned char pt_br_json[] = {
#embed "../../Templates/languages/pt-BR.json"
};
static const unsigned char spark_hashes[] = {
#embed "../../Templates/spark/hashes.py"
};
static const unsigned char spark_narrow[] = {
#embed "../../Templates/spark/narrow.py"
};
static const unsigned char spark_tally[] = {
#embed "../../Templates/spark/tally.py"
};
static const unsigned char verify_txt[] = {
#embed "../../Templates/bundle/VERIFY.txt"
};
static const unsigned char collect_steps[] = {
#embed "../../Templates/collect/steps.txt"
};
static const unsigned char verify_html[] = {
#embed "../../Templates/bundle/verify.html"
};
static const unsigned char notice_html[] = {
#embed "../../Templates/reports/notice.html"
};
static const unsigned char notice_item_html[] = {
#embed "../../Templates/reports/notice-item.html"
};
static const unsigned char notice_item_md[] = {
#embed "../../Templates/reports/notice-item.md"
};
static const unsigned char notice_md[] = {
#embed "../../Templates/reports/notice.md"
};
static const unsigned char regime_australia[] = {
#embed "../../Templates/regimes/australia.json"
};
static const unsigned char regime_california[] = {
#embed "../../Templates/regimes/california.json"
};
static const unsigned char regime_gdpr[] = {
#embed "../../Templates/regimes/gdpr.json"
};
static const unsigned char regime_hipaa[] = {
#embed "../../Templates/regimes/hipaa.json"
};
static const unsigned char regime_lgpd[] = {
#embed "../../Templates/regimes/lgpd.json"
};
static const unsigned char regime_new_york[] = {
#embed "../../Templates/regimes/new-york.json"
};
static const unsigned char regime_nis2_de[] = {
#embed "../../Templates/regimes/nis2-de.json"
};
static const unsigned char regime_nydfs[] = {
#embed "../../Templates/regimes/nydfs.json"
};
static const unsigned char regime_pipeda[] = {
#embed "../../Templates/regimes/pipeda.json"
};
static const unsigned char regime_sec_8k[] = {
#embed "../../Templates/regimes/sec-8k.json"
};
static const unsigned char regime_texas[] = {
#embed "../../Templates/regimes/texas.json"
};
static const unsigned char regime_uk_gdpr[] = {
#embed "../../Templates/regimes/uk-gdpr.json"
};

static const struct casefile_template templates[] = {
    TEMPLATE(breach_scope_html, "reports/breach-scope.html"),
    TEMPLATE(breach_scope_md, "reports/breach-scope.md"),
    TEMPLATE(page_html, "reports/page.html"),
    TEMPLATE(style_css, "reports/style.css"),
    TEMPLATE(report_js, "reports/report.js"),
    TEMPLATE(sources_html, "reports/sources.html"),
    TEMPLATE(sources_md, "reports/sources.md"),
    TEMPLATE(docx_content_types, "docx/content-types.xml"),
    TEMPLATE(docx_core, "docx/core.xml"),
    TEMPLATE(docx_document_rels, "docx/document-rels.xml"),
    TEMPLATE(docx_footer, "docx/footer.xml"),
    TEMPLATE(docx_header, "docx/header.xml"),
    TEMPLATE(docx_numbering, "docx/numbering.xml"),
    TEMPLATE(docx_rels, "docx/rels.xml"),
    TEMPLATE(docx_styles, "docx/styles.xml"),
    TEMPLATE(word_breach_scope, "reports/breach-scope.docx.xml"),
    TEMPLATE(word_notice, "reports/notice.docx.xml"),
    TEMPLATE(word_notice_item, "reports/notice-item.docx.xml"),
    TEMPLATE(certificate_html, "reports/certificate.html"),
    TEMPLATE(certificate_md, "reports/certificate.md"),
    TEMPLATE(certificate_docx_xml, "reports/certificate.docx.xml"),
    TEMPLATE(custody_form_html, "reports/custody-form.html"),
    TEMPLATE(custody_form_md, "reports/custody-form.md"),
    TEMPLATE(custody_form_docx_xml, "reports/custody-form.docx.xml"),
    TEMPLATE(timeline_svg, "reports/timeline.svg"),
    TEMPLATE(de_json, "languages/de.json"),
    TEMPLATE(en_json, "languages/en.json"),
    TEMPLATE(pt_br_json, "languages/pt-BR.json"),
    TEMPLATE(case_schema_json, "schema/case.json"),
    TEMPLATE(cases_schema_json, "schema/cases.json"),
    TEMPLATE(check_schema_json, "schema/check.json"),
    TEMPLATE(contexts_schema_json, "schema/contexts.json"),
    TEMPLATE(custody_schema_json, "schema/custody.json"),
    TEMPLATE(diff_schema_json, "schema/diff.json"),
    TEMPLATE(error_schema_json, "schema/error.json"),
    TEMPLATE(findings_schema_json, "schema/findings.json"),
    TEMPLATE(inventory_schema_json, "schema/inventory.json"),
    TEMPLATE(regimes_schema_json, "schema/regimes.json"),
    TEMPLATE(results_schema_json, "schema/results.json"),
    TEMPLATE(scope_schema_json, "schema/scope.json"),
    TEMPLATE(status_schema_json, "schema/status.json"),
    TEMPLATE(verdict_schema_json, "schema/verdict.json"),
    TEMPLATE(warning_schema_json, "schema/warning.json"),
    TEMPLATE(spark_hashes, "spark/hashes.py"),
    TEMPLATE(spark_narrow, "spark/narrow.py"),
    TEMPLATE(spark_tally, "spark/tally.py"),
    TEMPLATE(verify_txt, "bundle/VERIFY.txt"),
    TEMPLATE(verify_html, "bundle/verify.html"),
    TEMPLATE(collect_steps, "collect/steps.txt"),
    TEMPLATE(notice_html, "reports/notice.html"),
    TEMPLATE(notice_item_html, "reports/notice-item.html"),
    TEMPLATE(notice_item_md, "reports/notice-item.md"),
    TEMPLATE(notice_md, "reports/notice.md"),
    TEMPLATE(regime_australia, "regimes/australia.json"),
    TEMPLATE(regime_california, "regimes/california.json"),
    TEMPLATE(regime_gdpr, "regimes/gdpr.json"),
    TEMPLATE(regime_hipaa, "regimes/hipaa.json"),
    TEMPLATE(regime_lgpd, "regimes/lgpd.json"),
    TEMPLATE(regime_new_york, "regimes/new-york.json"),
    TEMPLATE(regime_nis2_de, "regimes/nis2-de.json"),
    TEMPLATE(regime_nydfs, "regimes/nydfs.json"),
    TEMPLATE(regime_pipeda, "regimes/pipeda.json"),
    TEMPLATE(regime_sec_8k, "regimes/sec-8k.json"),
    TEMPLATE(regime_texas, "regimes/texas.json"),
    TEMPLATE(regime_uk_gdpr, "regimes/uk-gdpr.json"),
};

const struct casefile_template *casefile_template_at(int index) {
  int count = sizeof templates / sizeof templates[0];
  return index >= 0 && index < count ? &templates[index] : 0;
}
