"""Import: what are these exports, what would they change, and what is in force."""

import streamlit as st

from components import (
    import_batches,
    import_cards,
    import_guide,
    import_rhythm,
    import_sources,
    import_summary,
    import_templates,
    import_tray,
    import_uploader,
    import_wizard,
    import_work,
    layout,
)
from components.texts import _

import_work.collect()
heading = st.container()
progress = st.container()
actions = st.container()
import_uploader.show()
files = import_tray.files()

with heading:
    layout.header(_("Import"), import_wizard.answer(files))
    import_summary.show()
    import_rhythm.due()

with actions:
    import_wizard.button(files)

import_cards.show(files)

import_batches.show()
import_sources.show()
import_guide.show()
import_templates.show()
import_work.follow(progress)
