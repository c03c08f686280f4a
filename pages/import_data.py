"""Import: what are these exports, what would they change, and what is in force."""

import streamlit as st

from components import import_batches, import_cards, import_guide, import_plans, import_wizard, layout
from components.texts import _

heading = st.container()
files = import_plans.uploader()

with heading:
    layout.header(_("Import"), import_wizard.answer(files))
    import_wizard.changed_pages()

import_wizard.button(files)
import_cards.show(files)
import_batches.show()
import_guide.show()
