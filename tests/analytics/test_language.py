"""The language of a text: found where it can be, "unknown" where not, the tool believed within reason."""

import pytest

from analytics.language import UNKNOWN, detect, known_code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("My parcel was two weeks late and nobody answered my mails", "en"),
        ("Paket saya belum sampai sampai sekarang, tolong dibantu", "id"),
        ("الطلب وصل متأخر جدا وخدمة العملاء لا ترد", "ar"),
        ("انا عايز اعرف الاوردر بتاعي فين دلوقتي", "ar"),  # Egyptian
        ("واش كاين شي حل لهاد المشكل ديال التوصيل", "ar"),  # Moroccan
        ("快递太慢了,客服也不回复", "zh"),
        ("Das Paket kam zu spät und war beschädigt", "de"),
        ("Le colis est arrivé en retard et abîmé", "fr"),
        ("Посылка пришла с опозданием на неделю", "ru"),
        ("주문한 상품이 아직 도착하지 않았어요", "ko"),
    ],
)
def test_a_sentence_is_recognised(text: str, code: str) -> None:
    assert detect(text) == code


def test_languages_in_the_same_script_are_not_taken_for_arabic_or_chinese() -> None:
    assert detect("سفارش من دیر رسید و خراب بود") == "fa"
    assert detect("میرا آرڈر ایک ہفتہ دیر سے آیا") == "ur"
    assert detect("注文した商品がまだ届きません") == "ja"


def test_a_chinese_text_with_one_japanese_particle_stays_chinese() -> None:
    assert detect("这家の奶茶非常好喝,下次还会再来购买") == "zh"


def test_informal_indonesian_is_not_called_malay_but_clear_malay_and_javanese_are_not_called_indonesian() -> None:
    assert detect("barangnya bagus banget, pengiriman cepat, makasih ya kak") == "id"
    assert detect("Kerajaan Malaysia telah mengumumkan bahawa harga minyak akan diturunkan esok") == "ms"
    assert detect("Aku tuku barang iki ning toko, nanging ora apik babar blas") == "jv"


@pytest.mark.parametrize("text", ["", "   ", "😀😀", "12345 !!!", "@shop https://example.org/a", "lol", "danke"])
def test_what_says_too_little_is_unknown(text: str) -> None:
    assert detect(text) == UNKNOWN


@pytest.mark.parametrize("text", ["Great service!", "Thank you", "so good", "Worst app ever 😡"])
def test_short_plain_english_is_english(text: str) -> None:
    assert detect(text) == "en"


def test_addresses_and_account_names_do_not_decide() -> None:
    assert (
        detect("@TheBestShopInLondon https://example.org/this/is/english barangnya sudah sampai kemarin") == "id"
    )


def test_a_chinese_hashtag_is_part_of_what_is_said() -> None:
    assert detect("#物流#太慢了") == "zh"


def test_the_tool_is_believed_where_the_text_alone_is_too_short() -> None:
    assert detect("mantap") == UNKNOWN
    assert detect("mantap", given="in") == "id"  # the old code of Indonesian, as X exports it


def test_the_tool_is_not_believed_against_the_script() -> None:
    assert detect("الطلب وصل متأخر جدا", given="en") == "ar"
    assert detect("My parcel was two weeks late", given="zh") == "en"


def test_a_tool_that_says_undetermined_says_nothing() -> None:
    assert detect("My parcel was two weeks late", given="und") == "en"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("EN", "en"),
        ("zh-Hans", "zh"),
        ("pt_BR", "pt"),
        ("deu", "de"),
        ("Indonesian", "id"),
        ("iw", "he"),
        ("ary", "ar"),
    ],
)
def test_codes_and_names_of_tools_become_one_code(given: str, code: str) -> None:
    assert known_code(given) == code


@pytest.mark.parametrize("given", [None, "", "qme", "zxx", "gibberish", float("nan")])
def test_what_is_no_language_is_none(given: str | None) -> None:
    assert known_code(given) is None
