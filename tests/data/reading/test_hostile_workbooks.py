"""Spreadsheets made to be traps: nothing is expanded, nothing fetched, no memory spent."""

import io
import random
import re
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from data.errors import UnreadableFileError
from data.reading import Limits, ReadOptions, guarded, read_file
from data.reading.blocks import MEBIBYTE
from tests.data.reading.building import workbook

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
ROWS = [["x", "y"], ["one", 2]]
END = "</sheetData>"
NARROW = ReadOptions(limits=Limits(memory_bytes=256 * MEBIBYTE, seconds=60))


def changed(old: str, new: str, *, before: str = "", strings: str | None = None) -> bytes:
    """Return a workbook of one sheet whose XML says something else, with shared texts added."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(A=ROWS))) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in source.namelist():
            text = source.read(part).decode()
            if part == "xl/_rels/workbook.xml.rels" and strings is not None:
                kind = re.search('Type="(.*)/worksheet"', text)
                assert kind is not None
                link = f'<Relationship Id="s" Type="{kind[1]}/sharedStrings" Target="sharedStrings.xml"/>'
                text = text.replace("</Relationships>", f"{link}</Relationships>")
            target.writestr(part, before + text.replace(old, new) if part == SHEET else text)
        if strings is not None:
            target.writestr(STRINGS, strings)
    return buffer.getvalue()


def shared(*texts: str, before: str = "") -> str:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'{before}<sst xmlns="{main}">' + "".join(f"<si><t>{text}</t></si>" for text in texts) + "</sst>"


def laughs() -> str:
    """Return a document type whose last entity is a billion words long."""
    entities = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10))
    return f'<!DOCTYPE l [<!ENTITY l0 "laugh">{entities}]>'


def test_an_entity_that_would_grow_to_a_billion_words_is_not_expanded() -> None:
    content = changed("one", "&l9;", before=laughs())
    with pytest.raises(UnreadableFileError, match="unrecognized entity `&l9;`"):
        guarded.read_file("a.xlsx", content, NARROW)


def test_an_entity_in_the_shared_texts_is_not_expanded() -> None:
    text_cell = '<c r="A2" t="inlineStr"><is><t>one</t></is></c>'
    content = changed(text_cell, '<c r="A2" t="s"><v>0</v></c>', strings=shared("&l9;", before=laughs()))
    with pytest.raises(UnreadableFileError, match="can't be opened"):
        guarded.read_file("a.xlsx", content, NARROW)


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine, and the addresses it was asked for."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        def log_message(self, *_arguments: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", paths
        server.shutdown()
        thread.join()


def test_nothing_outside_the_file_is_fetched(asked: tuple[str, list[str]], tmp_path) -> None:
    address, paths = asked
    (tmp_path / "secret").write_text("SECRET")
    kind = (
        f'<!DOCTYPE a [<!ENTITY file SYSTEM "file://{tmp_path}/secret"><!ENTITY web SYSTEM "{address}/web">'
        f'<!ENTITY % more SYSTEM "{address}/more">%more;]>'
    )
    blocks = guarded.read_file("a.xlsx", changed("", "", before=kind), NARROW)
    assert blocks[0].rows.to_numpy().tolist() == [["one", "2"]]
    for entity in ("file", "web"):
        content = changed("one", f"&{entity};", before=kind)
        with pytest.raises(UnreadableFileError) as refusal:
            guarded.read_file("a.xlsx", content, NARROW)
        assert "SECRET" not in str(refusal.value)
    assert paths == []


def test_a_stray_cell_at_the_far_corner_is_refused_before_memory_is_spent() -> None:
    content = changed(END, f'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>{END}')
    with pytest.raises(UnreadableFileError, match=r"row 1,048,576 and column 16,384, .* 17,179,869,184 cells"):
        read_file("a.xlsx", content)


def test_a_far_row_that_is_only_formatted_is_no_matter() -> None:
    content = changed(END, f'<row r="1048576"><c r="XFD1048576" s="1"/></row>{END}')
    assert read_file("a.xlsx", content)[0].rows.to_numpy().tolist() == [["one", "2"]]


def test_a_sheet_that_claims_to_be_huge_is_read_for_what_it_holds() -> None:
    content = changed("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    assert read_file("a.xlsx", content)[0].rows.to_numpy().tolist() == [["one", "2"]]


def test_a_far_cell_written_so_that_no_look_ahead_finds_it_only_ends_the_process_that_reads() -> None:
    content = changed(END, f"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>{END}")
    with pytest.raises(UnreadableFileError, match=r"a.xlsx takes more than 256 MB of memory"):
        guarded.read_file("a.xlsx", content, NARROW)
    assert len(guarded.read_file("a.xlsx", workbook(A=ROWS), NARROW)[0].rows) == 1


def test_a_long_text_that_every_cell_shares_only_ends_the_process_that_reads() -> None:
    word = "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz", k=1_000_000))
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(3, 1_003))
    content = changed(END, cells + END, strings=shared(word))  # 1 MB, and a billion characters
    with pytest.raises(UnreadableFileError, match=r"a.xlsx takes more than 256 MB of memory"):
        guarded.read_file("a.xlsx", content, NARROW)


def test_a_cell_longer_than_the_limit_is_named_by_its_row() -> None:
    content = changed("one", "o" * 2_001)
    with pytest.raises(UnreadableFileError, match=r"Row 2 of sheet A of a.xlsx has a cell of more than 2,000"):
        read_file("a.xlsx", content, ReadOptions(limits=Limits(cell_characters=2_000)))


def test_a_part_that_unpacks_to_more_than_it_states_is_refused() -> None:
    content = bytearray(workbook(A=ROWS))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = content.index(signature) + offset
        content[place : place + 4] = (10).to_bytes(4, "little")
    with pytest.raises(UnreadableFileError, match="damaged"):
        read_file("a.xlsx", bytes(content))


def open_document(rows: str) -> bytes:
    name = "urn:oasis:names:tc:opendocument:xmlns"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{name}:manifest:1.0"/>')
        archive.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{name}:office:1.0" xmlns:table="{name}:table:1.0"'
            f' xmlns:text="{name}:text:1.0"><office:body><office:spreadsheet><table:table table:name="A">{rows}'
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return buffer.getvalue()


def open_row(repeated: int, *, columns: int) -> str:
    text = '<table:table-cell office:value-type="string" table:number-columns-repeated="{}"><text:p>x</text:p>'
    return (
        f'<table:table-row table:number-rows-repeated="{repeated}">{text.format(columns)}</table:table-cell>'
        "</table:table-row>"
    )


def test_an_open_document_is_read() -> None:
    content = open_document(open_row(1, columns=2) + open_row(3, columns=2).replace(">x<", ">7<"))
    assert guarded.read_file("a.ods", content)[0].rows.to_numpy().tolist() == [["7", "7"]] * 3


@pytest.mark.parametrize(("rows", "columns"), [(1_048_576, 16_384), (2**64 - 1, 2**64 - 1), (2**40, 1)])
def test_a_cell_of_an_open_document_repeated_over_a_whole_sheet_ends_nothing(rows: int, columns: int) -> None:
    with pytest.raises(UnreadableFileError, match=r"a\.ods"):
        guarded.read_file("a.ods", open_document(open_row(rows, columns=columns)), NARROW)


@pytest.mark.parametrize("seed", range(20))
def test_a_damaged_workbook_is_read_or_refused_and_never_more(seed: int) -> None:
    rng = random.Random(seed)
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(A=ROWS))) as source, zipfile.ZipFile(buffer, "w") as target:
        for part in source.namelist():
            content = bytearray(source.read(part))
            for _turn in range(3 if part == SHEET else 0):
                content[rng.randrange(len(content))] = rng.randrange(32, 127)
            target.writestr(part, bytes(content))
    try:
        guarded.read_file("a.xlsx", buffer.getvalue(), NARROW)
    except UnreadableFileError as refusal:
        assert "a.xlsx" in str(refusal)  # noqa: PT017 -- either is fine, no third thing is


@pytest.mark.parametrize("part", ["xl/workbook.bin", "xl/worksheets/sheet1.bin"])
def test_a_binary_workbook_of_nonsense_is_refused(part: str) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(part, random.Random(1).randbytes(4_000))
    with pytest.raises(UnreadableFileError, match=r"a\.xlsb"):
        guarded.read_file("a.xlsb", buffer.getvalue(), NARROW)
