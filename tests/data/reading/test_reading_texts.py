"""Delimited texts: what is read, and that nothing is lost."""

import csv
import io
import json

import pytest

from data.errors import UnreadableFileError
from data.reading import Block, ReadOptions, read_file
from tests.shared_data import shared_file


def one(content: bytes, **options: str) -> Block:
    """Read a file that holds one table."""
    blocks = read_file("file.csv", content, ReadOptions(**options))
    assert len(blocks) == 1, [block.header for block in blocks]
    return blocks[0]


def cells(block: Block) -> list[list[str]]:
    return block.rows.to_numpy().tolist()


@pytest.mark.parametrize("mark", [",", ";", "\t", "|", "^", "~", ":"])
def test_the_delimiter_is_found(mark):
    block = one(
        mark.join(["day", "visits", "spend"]).encode() + b"\n" + mark.join(["2026-05-01", "3", "4"]).encode()
    )
    assert block.dialect.delimiter == mark
    assert block.header == ("day", "visits", "spend")
    assert cells(block) == [["2026-05-01", "3", "4"]]


def test_a_decimal_comma_is_not_taken_for_a_delimiter():
    block = one(b"day;spend\n1.5.2026;3,20\n2.5.2026;4,10\n")
    assert cells(block) == [["1.5.2026", "3,20"], ["2.5.2026", "4,10"]]


def test_a_column_of_times_is_not_split_at_its_colons():
    assert cells(one(b"12:30\n13:45\n14:00\n")) == [["12:30"], ["13:45"], ["14:00"]]


def test_two_accented_letters_in_a_row_are_no_greek():
    assert cells(one("size,n\ngröße,1\ngröße,2\n".encode("cp1252"))) == [["größe", "1"], ["größe", "2"]]


def test_words_that_programs_take_for_nothing_stay_words():
    block = one(b"id,name\n00123,NA\n00124,Null\n00125,None\n00126,\n")
    assert cells(block) == [["00123", "NA"], ["00124", "Null"], ["00125", "None"], ["00126", ""]]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "name,city\nZoë,Köln\n"),
        ("utf-8-sig", "name,city\nZoë,Köln\n"),
        ("utf-16", "name,city\nZoë,Köln\n"),
        ("utf-16-le", "name,city\nZoë,Köln\n"),
        ("cp1252", "name,city\nZoë,Köln\nAnn,“Bern”\n"),
        ("latin-1", "name,city\nZoë,Köln\n"),
        ("cp1251", "имя,город\nАнна,Москва\nИван,Казань\nОльга,Нижний Новгород\nПётр,Екатеринбург\n"),
        ("gb18030", "姓名,城市\n王小明,北京市朝阳区\n李雷,上海市浦东新区\n韩梅梅,广州市天河区\n"),
        ("cp1256", "الاسم,المدينة\nمحمد,القاهرة\nفاطمة,الإسكندرية\nأحمد,الرياض\nليلى,الدار البيضاء\n"),
    ],
)
def test_the_encoding_is_found(encoding, text):
    block = one(text.encode(encoding))
    expected = list(csv.reader(io.StringIO(text)))
    assert list(block.header) == expected[0]
    assert cells(block) == expected[1:]


def test_a_guessed_encoding_is_said():
    assert "cp1252" in one("name,city\nZoë,Köln\n".encode("cp1252")).warnings[0]


def test_a_few_foreign_bytes_in_utf8_do_not_spoil_the_rest():
    rows = "".join(f"{number},Zoë\n" for number in range(50)).encode()
    block = one(b"id,name\n" + rows + b"50,Ren\xe9\n")
    assert cells(block)[0] == ["0", "Zoë"]
    assert cells(block)[-1] == ["50", "René"]
    assert "1 byte is not UTF-8" in block.warnings[0]


def test_an_encoding_that_a_person_names_but_does_not_fit_is_refused():
    with pytest.raises(UnreadableFileError, match="not written in utf-8"):
        one(b"a,b\n\xe9,2\n", encoding="utf-8")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_are_read_and_lines_counted(end):
    block = one(end.join(["a,b", "x,1", "y,2"]).encode())
    assert cells(block) == [["x", "1"], ["y", "2"]]
    assert block.lines.tolist() == [2, 3]


def test_lines_are_those_an_editor_shows_after_a_cell_with_line_breaks():
    block = one(b'id,text\n1,"one\ntwo\nthree"\n2,four\n')
    assert cells(block)[0][1] == "one\ntwo\nthree"
    assert block.lines.tolist() == [2, 5]


def test_blank_lines_are_no_rows_but_count_as_lines():
    block = one(b"a,b\n\n1,2\n\n\n3,4\n")
    assert cells(block) == [["1", "2"], ["3", "4"]]
    assert block.lines.tolist() == [3, 6]


def test_ragged_rows_are_kept_whole_and_said():
    block = one(b"a,b,c\n1,2,3\n4,5\n6,7,8,nine\n10,11,12\n")
    assert cells(block) == [
        ["1", "2", "3", ""],
        ["4", "5", "", ""],
        ["6", "7", "8", "nine"],
        ["10", "11", "12", ""],
    ]
    assert block.header == ("a", "b", "c", "column 4")
    assert any("fewer cells" in warning and "line 3" in warning for warning in block.warnings)
    assert any("more cells" in warning and "line 4" in warning for warning in block.warnings)


def test_repeated_names_are_told_apart_and_still_shown_as_they_are():
    block = one(b"Record ID,Create Date,Create Date\n1,2026-01-01,2026-01-02\n")
    assert block.header == ("Record ID", "Create Date", "Create Date (2)")
    assert block.shown == ("Record ID", "Create Date", "Create Date")


def test_lines_above_the_header_are_set_aside_and_said():
    block = one(b"Pipeline report\nMade on 2026-05-01\n\nday,visits,spend\n2026-05-01,3,4\n2026-05-02,5,6\n")
    assert block.header == ("day", "visits", "spend")
    assert block.dialect.header_row == 4
    assert block.dialect.skipped_rows == 2
    assert block.preamble == ("Pipeline report", "Made on 2026-05-01")


def test_a_first_line_of_data_is_not_eaten_as_a_header():
    block = one(b"00004,19970101,29.33\n00004,19970118,29.73\n")
    assert block.header == ("column 1", "column 2", "column 3")
    assert block.dialect.header_row is None
    assert len(block.rows) == 2


def test_a_first_line_whose_label_comes_again_below_is_data():
    rows = ["lovely place\tpositive", "too loud\tnegative", "fine\tpositive", "great\tpositive", "bad\tnegative"]
    block = one("\n".join(rows).encode())
    assert block.dialect.header_row is None
    assert len(block.rows) == 5


def test_years_as_column_names_are_names():
    assert one(b"region,2024,2025\nNorth,5,6\nSouth,7,9\n").header == ("region", "2024", "2025")


def test_a_header_alone_is_a_table_without_rows():
    block = one(b"id,name,email\n")
    assert block.header == ("id", "name", "email")
    assert len(block.rows) == 0


def test_a_total_row_is_left_out_and_said():
    block = one(b"channel,sessions,users\nemail,3,2\nsearch,5,4\n,8,5\n")  # 3 + 5 = 8
    assert cells(block) == [["email", "3", "2"], ["search", "5", "4"]]
    assert any("Line 4 adds up" in warning for warning in block.warnings)


def test_a_last_row_without_label_that_adds_up_nothing_is_data():
    assert len(one(b"channel,sessions\nemail,3\nsearch,5\n,4\n").rows) == 3


def test_a_customer_called_total_is_data():
    assert len(one(b"name,spend\nAnn,3\nTotal,5\nBob,4\n").rows) == 3


def test_footer_lines_are_set_aside_and_said():
    content = (
        b'"Owner","Deal","Stage","Amount"\n"Ann","A","Won","3"\n"Bob","B","Lost","4"\n\n'
        b'"Confidential Information - Do Not Distribute"\n"Report run by Ann"\n'
    )
    block = one(content)
    assert len(block.rows) == 2
    assert any("Confidential" in warning for warning in block.warnings)


def test_several_tables_below_comments_are_told_apart():
    content = (
        b"# ----\n# Account: A\n# ----\n#\n# Start date: 20260501\n# End date: 20260502\nNth day,Users\n0000,1\n"
        b"0001,2\n\n# Start date: 20260501\n# End date: 20260502\nNth day,Sessions\n0000,3\n0001,4\n"
    )
    content = content.replace(
        b"# Start date: 20260501\n# End date: 20260502\nNth day,Sess", b"# Start date: 20260601\nNth day,Sess"
    )
    first, second = read_file("ga4.csv", content)
    assert first.header == ("Nth day", "Users")
    assert second.header == ("Nth day", "Sessions")
    assert "# Start date: 20260501" in first.preamble
    assert second.lines.tolist() == [13, 14]
    assert (first.part, second.part) == ("table 1", "table 2")


def test_a_table_of_one_name_and_no_rows_ends_at_the_next_comment():
    between = "\n#\n# Start date: 20260501\n# End date: 20260531\n"
    blocks = read_file("ga4.csv", f"{between}Day,Users\n1,2\n{between}Nth day\n\n{between}App,Version\n".encode())
    assert [(block.header, len(block.rows)) for block in blocks] == [
        (("Day", "Users"), 1), (("Nth day",), 0), (("App", "Version"), 0),
    ]  # fmt: skip
    assert [block.warnings for block in blocks] == [(), (), ()]


def test_tables_about_the_same_days_are_read_as_one():
    content = (
        b"# ----\n# Start date: 20260501\n# End date: 20260502\nNth day,Users\n0000,1\n0001,2\n\n"
        b"# Start date: 20260501\n# End date: 20260502\nNth day,Sessions\n0000,3\n0001,4\n\n"
        b"# Start date: 20260501\n# End date: 20260502\nBrowser,Sessions\nFirefox,7\nSafari,0\n"
    )
    days, browsers = read_file("ga4.csv", content)
    assert days.header == ("Nth day", "Users", "Sessions")
    assert cells(days) == [["0000", "1", "3"], ["0001", "2", "4"]]
    assert browsers.header == ("Browser", "Sessions")
    assert any("“Sessions” from line 10 on" in warning for warning in days.warnings)


def test_posts_that_begin_with_a_hash_are_rows():
    block = one(b"text,likes\n#sale now,3\n#news,4\n\n#more,5\n")
    assert [row[0] for row in cells(block)] == ["#sale now", "#news", "#more"]


def test_three_header_rows_of_a_survey_are_headers():
    content = (
        'StartDate,Score,Q1\nStart,Rating,"How was it?"\n'
        '"{""ImportId"":""startDate""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"\n'
        "2026-05-01 10:00:00,9,Good\n2026-05-02 10:00:00,7,Fine\n"
    )
    block = one(content.encode())
    assert block.header == ("StartDate", "Score", "Q1")
    assert len(block.rows) == 2


RESPONDENT = "Respondent ID,Collector ID,Start Date,Email Address"
ANSWERED = "11,4,05/01/2026 10:00:00 AM,ann@example.com", "12,4,05/02/2026 10:00:00 AM,"


def test_the_answers_below_the_questions_of_a_survey_are_names():
    content = (
        f"{RESPONDENT},Would you recommend us?,Which colours?,,,Why?\n,,,,Response,Red,Blue,Other (please specify)"
        f",Open-Ended Response\n{ANSWERED[0]},9,Red,,pink,Good\n{ANSWERED[1]},3,,Blue,,\n"
    )
    block = one(content.encode())
    assert block.header[4:] == (
        "Would you recommend us? Response",
        "Which colours? Red",
        "Which colours? Blue",
        "Which colours? Other (please specify)",
        "Why? Open-Ended Response",
    )
    assert block.header[:4] == tuple(RESPONDENT.split(","))
    assert [row[4:] for row in cells(block)] == [["9", "Red", "", "pink", "Good"], ["3", "", "Blue", "", ""]]
    assert block.lines.tolist() == [3, 4]
    assert block.dialect.header_row == 1
    assert block.warnings == ()


def test_a_survey_that_nobody_answered_has_no_rows():
    assert len(one(f"{RESPONDENT},Why?\n,,,,Open-Ended Response\n".encode()).rows) == 0


def test_answers_of_two_questions_that_ask_the_same_are_told_apart():
    content = f"{RESPONDENT},Why?,Why?\n,,,,Response,Response\n{ANSWERED[0]},a,b\n"
    assert one(content.encode()).header[4:] == ("Why? Response", "Why? Response (2)")


@pytest.mark.parametrize(
    "content",
    [
        "id,email,answer,note\n,,Response,late\n7,a@example.com,yes,\n",  # a note has no home in a survey's names
        "id,email,answer\n7,,Response\n8,a@example.com,yes\n",  # it says who answered
        "id,email,answer\n,,Response\n,b@example.com,yes\n",  # others have no id either
        "id,day,answer,more\n,,Response,2026-05-01\n8,2026-05-01,yes,\n",  # a date is no name
        "name,answer\n,Response\nAnn,yes\n",
    ],
)
def test_a_first_row_that_is_mostly_empty_is_a_row(content):
    assert len(one(content.encode()).rows) == 2


def test_columns_kept_apart_by_blanks():
    block = one(
        b" customer_id  date number_of_cds  dollar_value\n 00001 19970101  1   11.77\n 00002 19970112  1   12.00\n"
    )
    assert block.header == ("customer_id", "date", "number_of_cds", "dollar_value")
    assert cells(block) == [["00001", "19970101", "1", "11.77"], ["00002", "19970112", "1", "12.00"]]


def test_a_quote_that_never_closes_swallows_no_lines():
    content = b'id,text,n\n1,"good,1\n' + b"".join(b"%d,fine,1\n" % number for number in range(2, 60))
    block = one(content)
    assert len(block.rows) == 59
    assert any("quotes" in warning.lower() for warning in block.warnings)


def test_a_quote_that_never_closes_leaves_the_quotes_of_the_other_rows_alone():
    content = b"id,name,n\n" + b'1,"Ann",3\n' * 30 + b'2,"Bob,4\n' + b'3,"Cy",5\n'
    assert cells(one(content))[29:] == [["1", "Ann", "3"], ["2", '"Bob', "4"], ["3", "Cy", "5"]]


def test_one_broken_row_far_down_leaves_cells_with_line_breaks_whole():
    content = b"id,text,n\n" + b'1,"one,\ntwo, and\nthree",5\n' * 40 + b'2,"bad"x,4\n' + b'3,"a\nb",5\n'
    block = one(content)
    assert cells(block)[39:] == [["1", "one,\ntwo, and\nthree", "5"], ["2", '"bad"x', "4"], ["3", "a\nb", "5"]]
    assert block.warnings == (
        "Quotes don't open and close in pairs in line 122; those that fit nowhere stay characters.",
    )


def test_what_people_said_in_quotes_keeps_them_also_where_it_only_stands_far_down():
    plain = b"5\tpos\tnothing at all here to be quoted\n" * 4_000  # more than is looked at to find the format
    block = one(b"id\tlabel\ttext\n" + plain + b'6\tneg\t"hi" he said\n7\tneg\t"oh\n8\tneg\t"no" again\n')
    assert [row[2] for row in cells(block)[-3:]] == ['"hi" he said', '"oh', '"no" again']
    assert block.warnings == (
        "Quotes in the file don't open and close in pairs; they were read as plain characters.",
    )


def test_a_quote_closed_by_one_in_the_next_row_swallows_no_row():
    content = b"id,text,n\n" + b'1,"a, b",3\n' * 5 + b'2,"open,4\n3,shut",5\n4,"bad"ly,6\n'
    assert cells(one(content))[5:] == [["2", '"open', "4"], ["3", 'shut"', "5"], ["4", '"bad"ly', "6"]]


def test_a_rare_delimiter_is_found_beside_a_broken_quote():
    block = one(b"id^name^n\n" + b'1^"An^n"^3\n' * 5 + b'2^"Bob^4\n3^"Cy"^5\n')
    assert cells(block)[4:] == [["1", "An^n", "3"], ["2", '"Bob', "4"], ["3", "Cy", "5"]]


@pytest.mark.parametrize(
    "row", ["1,{endless}\n", '1,"{endless}\n2,3\n', '1,"x"y\n2,{endless}\n', '1,"x"\n2,"{endless}"\n']
)
def test_an_endless_cell_is_refused_with_a_sentence_whatever_its_quotes(row):
    with pytest.raises(UnreadableFileError, match="a cell of more than two million characters"):
        one(b"a,b\n" + row.format(endless="x" * 2_000_001).encode())


def test_backslashes_that_escape_nothing_stay():
    block = one(b'id\ttext\n1\tsay \\"hi\\" \\u002c you\n2\tfine\n')
    assert cells(block)[0][1] == 'say \\"hi\\" \\u002c you'


def test_quotes_escaped_by_backslashes_are_quotes():
    block = one(b'id,text,n\n1,"say \\"hi\\", you",3\n2,"no, no",4\n')
    assert cells(block)[0] == ["1", 'say "hi", you', "3"]


CORRECTED = {"location_coordinates": {"Contact Phone Number": "2095257564"}}  # the published expectation is wrong


@pytest.mark.parametrize(
    "name",
    [
        "comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "location_coordinates", "newlines",
        "newlines_crlf", "quotes_and_newlines", "simple", "simple_crlf", "utf8",
    ],
)  # fmt: skip
def test_csv_spectrum(name):
    content = shared_file(f"dirty/csv_spectrum/csvs/{name}.csv").read_bytes()
    if name == "newlines_crlf":  # the copy has lost the carriage returns that its name and expectation speak of
        content = content.replace(b"\n", b"\r\n")
    block = one(content)
    expected = json.loads(shared_file(f"dirty/csv_spectrum/json/{name}.json").read_text())
    expected = [row | CORRECTED.get(name, {}) for row in ([expected] if isinstance(expected, dict) else expected)]
    assert [dict(zip(block.header, row, strict=True)) for row in cells(block)] == expected


@pytest.mark.parametrize("quoting", [csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
def test_naughty_strings_come_through_byte_for_byte(quoting):
    strings = json.loads(shared_file("dirty/naughty_strings/blns.json").read_text())
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=quoting)
    writer.writerow(["number", "string", "after"])
    writer.writerows([number, string, "x"] for number, string in enumerate(strings))
    block = one(buffer.getvalue().encode())
    assert block.rows[1].tolist() == strings


def test_real_files_lose_no_row():
    assert len(one(shared_file("churn/telco.csv").read_bytes()).rows) == 7_043
    assert len(one(shared_file("sentiment/en/airline_tweets.csv").read_bytes()).rows) == 14_640
    assert len(one(shared_file("sentiment/id/smsa_train.tsv").read_bytes()).rows) == 11_000
    assert len(one(shared_file("exports/x/TweetActivity.csv").read_bytes()).rows) == 81
    messages = shared_file("sentiment/en/semeval2017_train.tsv.gz")
    assert len(read_file(messages.name, messages)[0].rows) == 50_333  # its lines, as gzip -dc | wc -l counts them
    assert len(one(shared_file("orders/CDNOW_sample.txt").read_bytes()).rows) == 6_919
    assert len(one(shared_file("orders/CDNOW_master.txt").read_bytes()).rows) == 69_659


def test_ids_keep_every_digit():
    block = one(shared_file("exports/x/TweetActivity.csv").read_bytes())
    assert block.rows[0].iloc[0] == "1228286336156733443"


def test_a_quote_that_never_closes_in_a_list_of_one_column_swallows_no_lines():
    block = one(b'notes\nfine\n"never closed\ngood\n')
    assert cells(block) == [["fine"], ['"never closed'], ["good"]]


def test_a_list_of_quoted_texts_is_one_column_whatever_they_hold():
    texts = ["red|blue", "red|green", "green|blue", "red, or blue|white"]
    block = one("".join(f'"{text}"\r\n' for text in ["colours", *texts]).encode())
    assert block.header == ("colours",)
    assert cells(block) == [[text] for text in texts]


def test_one_broken_quote_leaves_the_quotes_of_other_rows_alone():
    content = b'id,name,city\n1,"Smith, Ann",Bonn\n2,"Jones,Kiel\n3,"Lee, Bo","K""ln"\n'
    block = one(content)
    assert cells(block) == [["1", "Smith, Ann", "Bonn"], ["2", '"Jones', "Kiel"], ["3", "Lee, Bo", 'K"ln']]
    assert any("line 3" in warning for warning in block.warnings)


def test_a_row_kept_apart_by_another_delimiter_is_cut_there_and_said():
    block = one(b"day,visits,spend\n2026-05-01,3,4.5\n2026-05-02;5;6.5\n2026-05-03,7,8.5\n")
    assert cells(block)[1] == ["2026-05-02", "5", "6.5"]
    assert any("Line 3 keeps its cells apart" in warning for warning in block.warnings)


def test_files_put_one_below_the_other_are_one_table_and_the_second_header_no_row():
    block = one(b"day,visits\n2026-05-01,3\n2026-05-02,4\nday,visits\n2026-05-03,5\n2026-05-04,6\n")
    assert [row[0][-2:] for row in cells(block)] == ["01", "02", "03", "04"]
    assert block.lines.tolist() == [2, 3, 5, 6]
    assert any("header comes again in line 4" in warning for warning in block.warnings)


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"'])
def test_a_first_line_that_names_the_delimiter_is_obeyed_and_no_header(first):
    block = one(f"{first}\r\nday;spend;note\r\n2026-05-01;3,20;a\r\n2026-05-02;4,10;b\r\n".encode())
    assert block.header == ("day", "spend", "note")
    assert cells(block) == [["2026-05-01", "3,20", "a"], ["2026-05-02", "4,10", "b"]]
    assert block.dialect.header_row == 2
    assert not any("above the header" in warning for warning in block.warnings)


def test_a_delimiter_that_the_first_line_names_but_nobody_uses_is_found_as_ever():
    assert one(b"sep=;\nday,visits,n\n2026-05-01,3,1\n2026-05-02,4,1\n").header == ("day", "visits", "n")


def test_a_second_byte_order_mark_is_no_part_of_the_first_name():
    assert one(b"\xef\xbb\xbf\xef\xbb\xbfday,visits\n2026-05-01,3\n").header == ("day", "visits")


@pytest.mark.parametrize("end", [b"\x1a", b"\x00" * 300, b"\x1a\r\n"])
def test_what_old_programs_put_at_the_end_of_a_file_is_no_row(end):
    block = one(b"day,visits\r\n2026-05-01,3\r\n2026-05-02,4\r\n" + end)
    assert [row[1] for row in cells(block)] == ["3", "4"]
    assert block.warnings == ()


def test_names_and_values_above_a_table_are_no_table():
    content = b"Account,Shop\nStart,20260501\nEnd,20260531\nDays,31\nday,visits,spend\n" + b"2026-05-01,3,4\n" * 5
    assert one(content).header == ("day", "visits", "spend")
