"""Encodings are found without being told, also from a row or two."""

import pytest

from data.reading.encodings import decode

GERMAN = "Kunde;Stadt;Betrag", "Jürgen Groß;Köln;12,50", "Änne Müller;München;7,00", "Ömer Çelik;Würzburg;1,00"
FRENCH = "nom,commentaire", "Zoé,“Très bien”", "François,déçu à Noël – cher", "Cécile,où êtes-vous ?"
SPANISH = "nombre,ciudad", "Iñaki Peña,Logroño", "José,Málaga", "Núria,¿qué?", "Ángel,Cádiz"
PORTUGUESE = "nome,cidade", "João,São Paulo", "Conceição,Maranhão", "Antônio,Florianópolis"
ONE_ACCENT = "name,city", "Ann,London", "Bob,Leeds", "Zoë,York", "Tom,Bath"
POUNDS = "name,price", "Ann,£12.00", "Bob,£7.50", "Tom,£1.00"
EUROS = "name,price", "Ann,€12.00", "Bob,€7.50", "Tom,€1.00"
QUOTES = "name,note", "Ann,I’m happy – really", "Bob,“great”…", "Tom,it’s ok"
RUSSIAN = "имя,город,отзыв", "Анна,Москва,Очень хорошо", "Иван,Казань,плохая доставка", "Ольга,Омск,долго ждала"
RUSSIAN_NAMES = "id,name", "1,Анна", "2,Иван", "3,Ольга"
CAPITALS = "ИМЯ;ГОРОД", "ИВАНОВ;МОСКВА", "ПЕТРОВА;КАЗАНЬ", "СИДОРОВ;ОМСК"
CHINESE = "姓名,城市,评论", "王小明,北京市朝阳区,很好", "李雷,上海市浦东新区,物流太慢", "韩梅梅,广州市,态度不错"
CHINESE_NAMES = "id,name", "1,王小明", "2,李雷", "3,韩梅梅"
ARABIC = "الاسم,المدينة,التعليق", "محمد,القاهرة,خدمة ممتازة", "فاطمة,الإسكندرية,التوصيل متأخر", "ليلى,دبي,شكرا"
ARABIC_NAMES = "id,name", "1,محمد", "2,فاطمة", "3,أحمد"

WRITTEN = [
    *(
        (lines, name)
        for name in ("cp1252", "latin-1")
        for lines in (GERMAN, SPANISH, PORTUGUESE, ONE_ACCENT, POUNDS)
    ),
    *((lines, "cp1252") for lines in (FRENCH, EUROS, QUOTES)),
    *((lines, "cp1251") for lines in (RUSSIAN, RUSSIAN_NAMES, CAPITALS)),
    *((lines, "gb18030") for lines in (CHINESE, CHINESE_NAMES)),
    *((lines, "cp1256") for lines in (ARABIC, ARABIC_NAMES)),
    *(
        (lines, name)
        for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
        for lines in (GERMAN, ONE_ACCENT, RUSSIAN, RUSSIAN_NAMES, CHINESE, CHINESE_NAMES, ARABIC, ARABIC_NAMES)
    ),
]


@pytest.mark.parametrize("rows", [1, 2, 3, 300])
@pytest.mark.parametrize(("lines", "encoding"), WRITTEN)
def test_the_encoding_is_found(lines, encoding, rows):
    header, *body = lines
    repeated = (body * rows)[:rows]
    text = "\r\n".join([header, *repeated, ""])
    assert decode(text.encode(encoding))[0] == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("imię,miasto\nŁukasz,Łódź\nŻaneta,Kraków\nAgnieszka,Wrocław\n", "cp1250"),
        ("ad,şehir\nIşık,İstanbul\nAyşe,Eskişehir\nÇağla,Muğla\n", "cp1254"),
        ("όνομα,πόλη\nΓιώργος,Αθήνα\nΜαρία,Θεσσαλονίκη\n", "cp1253"),
        ("שם,עיר\nדוד,תל אביב\nרחל,ירושלים\n", "cp1255"),
        ("имя,город\nАнна,Москва\nИван,Казань\n", "koi8_r"),
        ("Kunde;Stadt\nJürgen Groß;Köln\nÄnne Müller;München\n", "mac_roman"),
        ("姓名,城市\n陳怡君,臺北市信義區\n林志明,高雄市\n黃淑芬,臺中市\n", "big5"),
        ("氏名,都市\nさとう はなこ,とうきょう\n鈴木 一郎,大阪市\n", "shift_jis"),
        ("이름,도시\n김민수,서울\n이영희,부산광역시\n", "euc_kr"),
    ],
)
def test_other_encodings_are_found_from_a_few_rows(text, encoding):
    assert decode(text.encode(encoding))[0] == text


def test_a_character_cut_in_half_at_the_end_spoils_nothing_else():
    content = "姓名,城市\n王小明,北京市朝阳区\n李雷,上海市浦东新区\n".encode("gb18030") + b"\xb1"
    text, encoding, warnings = decode(content)
    assert text.startswith("姓名,城市\n王小明,北京市朝阳区\n李雷,上海市浦东新区\n")
    assert encoding == "gb18030"
    assert "1 byte has no meaning" in warnings[1]


def test_utf16_that_lost_its_last_byte_is_still_utf16():
    text, encoding, _warnings = decode("имя,город\nАнна,Москва\n".encode("utf-16-le")[:-1])
    assert encoding == "utf-16-le"
    assert text.startswith("имя,город\nАнна,Москва")


def test_a_letter_far_into_a_long_line_is_read_like_one_at_its_beginning():
    text = f"name;{'x' * 5_000}Köln\nAnn;{'y' * 5_000}Zürich\n"
    assert decode(text.encode("cp1252"))[:2] == (text, "cp1252")
