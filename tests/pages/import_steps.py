"""What a person does on the import page, for tests without a browser."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

APP = Path(__file__).resolve().parents[2] / "app.py"
PARTS = {"Columns": "columns", "First rows": "rows", "What changes": "changes", "Set aside": "aside"}


def opened_page() -> AppTest:
    """Open the app and go to its import page."""
    app = AppTest.from_file(APP, default_timeout=120).run()
    return app.switch_page("pages/import_data.py").run()


def drop(page: AppTest, **files: bytes) -> AppTest:
    """Drop files; two underscores stand for the dot of a name."""
    given = [(name.replace("__", "."), content, "text/csv") for name, content in files.items()]
    page.file_uploader[0].set_value(given)
    return sound(page.run())


def sound(page: AppTest) -> AppTest:
    assert not page.exception
    assert not page.error
    return page


def answer(page: AppTest) -> str:
    return page.main.title[0].value.replace("\\", "")


def texts(page: AppTest) -> str:
    return "\n".join(item.value for item in [*page.main.markdown, *page.main.caption]).replace("\\", "")


def settle(page: AppTest) -> AppTest:
    """Say of the file that is open that it is right as it is."""
    return sound(next(button for button in page.button if button.label == "It is right like this").click().run())


def import_all(page: AppTest) -> AppTest:
    return sound(page.button(key="import_all").click().run())


def choice(page: AppTest, label: str):
    return next(box for box in page.selectbox if box.label == label)


def opened(page: AppTest) -> AppTest:
    """Open the columns and first rows of the first card."""
    look = next(one for one in page.expander if one.label.startswith("Look inside"))
    page.session_state[look.key] = True
    return sound(page.run())


def part(page: AppTest, name: str) -> AppTest:
    """Choose a part of the look inside."""
    group = next(one for one in page.get("button_group") if (one.key or "").startswith("import_part_"))
    page.session_state[group.key] = PARTS[name]
    return sound(page.run())
