"""Files that no profile knows, told by what the words of their headers mean in several languages."""

import pytest

from data.recognising import recognise
from data.recognising.concepts import concepts

# table, header, a row; every column but those in brackets has a canonical one
FILES = [
    ("orders", "ID Pesanan, ID Pelanggan, Tanggal, Jumlah", "P1, C1, 1 Agustus 2026, Rp 1.001.000"),
    ("orders", "رقم الطلب, رقم العميل, التاريخ, المبلغ", "ط1, ع1, 1 يناير 2026, 10"),
    ("orders", "Order #, Client, Order date, Order total", "1, C1, 01/02/26, $12.50"),
    ("orders", "Bestell-Nr., Kunden-Nr., Bestelldatum, Gesamtbetrag", "1, C1, 01.02.2026, 12.50 €"),
    ("orders", "N° commande, Client, Date, Montant TTC", "1, C1, 01/02/2026, 12.50 €"),
    ("orders", "Nº pedido, Cliente, Fecha del pedido, Importe", "1, C1, 01/02/2026, 12.50 €"),
    ("orders", "订单号, 客户, 下单日期, 金额", "1, C1, 2026年2月1日, ¥12.50"),
    ("orders", "orderNumber, customerId, orderDate, totalAmount", "1, C1, 2026-02-01, 12.50"),
    ("customers", "客户编号, 姓名, 邮箱, 注册日期, 是否流失", "1, 张, a@qq.com, 2025年1月2日, 是"),
    ("customers", "معرف العميل, الاسم, البريد الإلكتروني, تاريخ التسجيل", "1, ن, a@x.org, 2026-02-01"),
    ("tickets", "Ticket ID, Customer, Created, Resolved, Rating", "1, C1, 2026-02-01 08:00, 2026-02-02 08:00, 4"),
    ("tickets", "工单编号, 创建时间, 解决时间, 主题", "1, 2026-02-01 10:00, 2026-02-02 10:00, x"),
    ("tickets", "Nomor Tiket, Tanggal Dibuat, Tanggal Selesai, Subjek", "1, 2026-02-01, 2026-02-02, x"),
    ("subscriptions", "Vertragsnummer, Kundennummer, Beginn, Monatlicher Betrag", "1, C1, 01.02.2026, 10.00"),
    ("surveys", "Fecha de respuesta, Puntuación, Comentario, Cliente", "2026-02-01, 9, bien, C1"),
    ("loyalty_events", "Member, Date, Type, Points", "M1, 2026-02-01, earned, 5"),
]


@pytest.mark.parametrize(("table", "header", "row"), FILES, ids=[header for _table, header, _row in FILES])
def test_a_file_is_known_by_what_its_headers_mean(table: str, header: str, row: str) -> None:
    found = recognise(header.split(", "), [row.split(", ")] * 30)
    assert found.table == table
    assert None not in found.mapping.values()


def test_words_that_mean_something_else_together_are_not_the_same() -> None:
    found = recognise(["order id", "customer id", "order date", "order status", "total items"], ())
    assert found.mapping["order status"] is None
    assert concepts("order date") != concepts("order end date")


def test_a_header_without_a_known_word_means_itself() -> None:
    assert concepts("Zufallszahl") == {"zufallszahl"}
    assert concepts("   ") == concepts("--") == frozenset()


def test_headers_that_mean_nothing_are_not_taken_for_each_other() -> None:
    assert recognise(["--", "??", "!!"], [["1", "2", "3"]]).table is None
