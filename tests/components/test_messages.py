"""What a page says when something is wrong."""

from streamlit.testing.v1 import AppTest

REFUSED = """
from components import messages
from data.errors import RapportError

with messages.kindly():
    raise RapportError("Row 14 of orders.csv: 'ordered_at' is '31/02/2026', not a date.")
"""


BROKEN = """
from components import messages

with messages.kindly():
    raise ValueError("a secret of the inside")
"""


STOPPED = """
import streamlit as st

from components import messages

with messages.kindly():
    st.stop()
"""


def test_an_error_of_ours_is_shown_as_it_stands():
    app = AppTest.from_string(REFUSED).run()
    assert app.error[0].value == "Row 14 of orders.csv: 'ordered_at' is '31/02/2026', not a date."


def test_anything_else_is_said_kindly_on_the_page_and_whole_in_the_log(caplog):
    app = AppTest.from_string(BROKEN).run()
    assert not app.exception
    assert "secret" not in app.error[0].value
    assert "Nothing that is stored was changed" in app.error[0].value
    assert "a secret of the inside" in caplog.text


def test_a_page_that_ends_itself_is_no_error():
    app = AppTest.from_string(STOPPED).run()
    assert not app.error
    assert not app.exception
