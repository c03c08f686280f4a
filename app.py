"""The browser's door: page config, who does it, which company, the shared filter bar, navigation. Nothing else."""

from datetime import datetime

import streamlit as st

from components import clock, companies, filters, layout, messages, numbers, who
from components.texts import _

clock.start(datetime.now().astimezone())
layout.frame()
numbers.use_locale(st.context.locale)

page = st.navigation(
    {
        _("Meet"): [
            st.Page("pages/weekly_review.py", title=_("Weekly review"), icon=":material/event_available:"),
        ],
        _("Understand"): [
            st.Page("pages/kpi_trends.py", title=_("KPI trends"), icon=":material/monitoring:"),
            st.Page("pages/cohorts.py", title=_("Cohorts and segments"), icon=":material/groups:"),
            st.Page("pages/channels.py", title=_("Channels and programmes"), icon=":material/campaign:"),
            st.Page("pages/social_sentiment.py", title=_("Social sentiment"), icon=":material/forum:"),
        ],
        _("Decide"): [
            st.Page("pages/churn_risk.py", title=_("Churn risk"), icon=":material/person_alert:"),
            st.Page("pages/retention_what_if.py", title=_("Retention what-if"), icon=":material/tune:"),
        ],
        _("Data"): [
            st.Page("pages/import_data.py", title=_("Import"), icon=":material/upload_file:"),
            st.Page("pages/company_settings.py", title=_("Settings"), icon=":material/settings:"),
        ],
    },
    expanded=True,
)

with st.sidebar:
    companies.switch()
    who.choose()

with messages.kindly():
    companies.use_calendar()
    companies.banner()
    filters.bar(page.url_path)
    page.run()
