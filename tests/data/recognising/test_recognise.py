"""What header sets are taken for."""

from datetime import date

import pytest

from data.errors import UnknownNameError
from data.reading import Block, read_file
from data.recognising import Recognition, header_key, recognise, recognise_as, recognise_by
from data.sample.exports import generate
from tests.shared_data import shared_file


def of(text: str, name: str = "file.csv") -> Recognition:
    block = read_file(name, text.encode())[0]
    return recognise(block.header, block.rows, preamble=block.preamble)


def of_shared(name: str) -> tuple[Block, Recognition]:
    path = shared_file(name)
    block = read_file(path.name, path)[0]
    return block, recognise(block.header, block.rows, preamble=block.preamble)


def mapped(found: Recognition) -> dict[str, str]:
    return {header: column for header, column in found.mapping.items() if column}


def test_online_retail():
    _, found = of_shared("orders/online_retail.csv.gz")
    assert (found.table, found.source, found.missing) == ("orders", "online_retail", ())
    assert mapped(found) == {
        "InvoiceNo": "order_id", "CustomerID": "customer_id", "InvoiceDate": "ordered_at", "Quantity": "quantity",
        "UnitPrice": "unit_price", "Description": "product",
    }  # fmt: skip
    assert found.mapping["Country"] is None  # an attribute
    assert found.transforms == {"customer_id": "strip_float"}


def test_telco():
    _, found = of_shared("churn/telco.csv")
    assert (found.table, found.source) == ("customers", "own")
    assert mapped(found) == {
        "customerID": "customer_id", "tenure": "tenure_months", "MonthlyCharges": "recurring_value",
        "Contract": "plan", "Churn": "churned",
    }  # fmt: skip
    assert "“Churn” was taken to say who has left." in found.warnings


def test_bank_customers_whose_label_is_called_exited():
    _, found = of_shared("churn/bank.csv")
    assert found.table == "customers"
    assert found.mapping["Exited"] == "churned"
    assert found.mapping["CustomerId"] == "customer_id"
    assert found.mapping["IsActiveMember"] is None
    assert found.mapping["Tenure"] is None  # 0 to 10: years, not months


def test_airline_tweets():
    _, found = of_shared("sentiment/en/airline_tweets.csv")
    assert (found.table, found.constants) == ("mentions", {"platform": "X"})
    assert mapped(found) == {
        "tweet_id": "mention_id", "airline": "brand", "name": "author", "retweet_count": "shares", "text": "text",
        "tweet_created": "posted_at",
    }  # fmt: skip


def test_mailchimp_campaigns():
    _, found = of_shared("exports/mailchimp/campaigns.csv")
    assert (found.table, found.source) == ("email_campaigns", "mailchimp")
    assert found.mapping["Unique Opens"] == "opened"
    assert found.mapping["Total Opens"] is None
    assert found.mapping["Total Bounces"] == "bounced"


def test_x_posts_of_the_older_form():
    _, found = of_shared("exports/x/TweetActivity.csv")
    assert (found.table, found.source, found.constants) == ("social_posts", "x", {"platform": "X"})
    assert found.nulls == {"-"}
    assert found.mapping["retweets"] == "shares"
    assert found.mapping["promoted retweets"] is None


def test_cdnow_has_no_order_id_and_needs_none():
    _, found = of_shared("orders/CDNOW_master.txt")
    assert (found.table, found.source, found.missing) == ("orders", "cdnow", ())
    assert found.header_of("order_id") is None


def test_salesforce_deals_without_a_created_date_say_what_stays_unknown():
    _, found = of_shared("exports/salesforce/Opportunity.csv")
    assert found.mapping["CloseDate"] == "closed_on"
    assert "lead conversion rate is not" in found.warnings[0]


def test_a_report_without_a_day_says_that_the_date_is_missing():
    found = of("Session default channel group,Sessions\nOrganic Search,7\nEmail,3\n")
    assert found.table is None
    assert found.missing == ("date",)


def test_a_mean_per_session_without_the_sessions_is_not_taken_for_a_sum():
    found = of(
        "# ----\n# Start date: 20260801\nNth day,Views,Average engagement time per session\n0000,5,12\n0001,6,9\n"
    )
    assert found.table == "web_traffic"
    assert found.mapping["Average engagement time per session"] is None


def test_days_of_a_report_are_counted_from_its_start_date():
    found = of(
        "# ----\n# Start date: 20260801\n# End date: 20260802\nNth day,Sessions,Key events\n0000,5,1\n0001,6,2\n"
    )
    assert found.transforms["date"] == "nth_day:20260801"


@pytest.mark.parametrize(
    ("header", "values", "how"),
    [
        ("Churn", ("Yes", "No"), "churn_words"),
        ("Churned", ("1", "0"), "churn_words"),
        ("Exited", ("1", "0"), "churn_words"),
        ("Attrition_Flag", ("Attrited Customer", "Existing Customer"), "churn_words"),
        ("Left", ("true", "false"), "churn_words"),
        ("Is_Active", ("1", "0"), "inverted"),
        ("Retained", ("yes", "no"), "inverted"),
    ],
)
def test_a_wide_customer_table_is_known_whatever_its_label_is_called(header, values, how):
    rows = "".join(f"C{number},{number % 40 + 1},{values[number % 2]},7.5\n" for number in range(40))
    found = of(f"CustomerID,Tenure,{header},Usage\n{rows}")
    assert found.table == "customers"
    assert found.transforms["churned"] == how
    assert found.mapping[header] == "churned"


def test_a_column_called_left_that_counts_something_is_no_label():
    rows = "".join(f"C{number},{number},a{number}@example.com\n" for number in range(40))
    assert of(f"customer_id,left,email\n{rows}").mapping["left"] is None


def test_canonical_headers_are_certain():
    found = of("customer_id,order_id,ordered_at,amount,currency\nA,1,2026-05-01,3.20,EUR\n")
    assert (found.table, found.confidence) == ("orders", 1.0)


@pytest.mark.parametrize(
    ("header", "table"),
    [
        ("Kundennummer;Bestelldatum;Bestellnummer;Gesamtbetrag", "orders"),
        ("id client,date de commande,numéro de commande,montant total", "orders"),
        ("número de pedido,id cliente,fecha de pedido,importe total", "orders"),
        ("nomor pesanan,id pelanggan,tanggal pesanan,total harga", "orders"),
        ("Order Number,Customer,Date,Total Price", "orders"),
        ("Subscription ID,Customer ID,Start Date,Cancelled At,MRR", "subscriptions"),
        ("Ticket Number,Created At,Email,Solved At", "tickets"),
        ("Day,Channel,Visits,Unique Visitors,Key Events", "web_traffic"),
        ("Response ID,Submitted At,NPS Score,Comment", "surveys"),
        ("Campaign Name,Send Date,Recipients,Unique Opens,Unique Clicks", "email_campaigns"),
        ("Email,Event Type,Timestamp,Campaign Name", "email_events"),
        ("Date,Author,Text,Platform,URL", "mentions"),
        ("Publish Date,Article Title,Page Views,Interactions", "content"),
        ("Member ID,Transaction Date,Transaction Type,Points", "loyalty_events"),
        ("Referrer ID,Invitation Date,Friend ID,Joined On", "referrals"),
        ("Day,Purpose,Channel,Amount Spent", "spend"),
        ("customer id,Launch Date,Test Group,Offer,Cost", "retention_actions"),
        ("Date,Market,Measure,Value,Target", "market_scores"),
        ("Kundennummer;E-Mail-Adresse;Kundenname;Kunde seit;Monatsbeitrag", "customers"),
        ("numéro client;adresse e-mail;nom du client;client depuis;mensualité", "customers"),
        ("número de cliente;correo electrónico;nombre;cliente desde;cuota mensual", "customers"),
        ("id pelanggan;alamat email;nama pelanggan;tanggal bergabung;biaya bulanan", "customers"),
        ("客户编号,邮箱,姓名,注册日期", "customers"),
        ("رقم العميل,البريد الإلكتروني,الاسم,تاريخ التسجيل", "customers"),
        ("订单号,客户编号,下单时间,订单金额", "orders"),
        ("رقم الطلب,رقم العميل,تاريخ الطلب,المبلغ", "orders"),
        ("Vertragsnummer;Kundennummer;Vertragsbeginn;Gekündigt am;Monatspreis", "subscriptions"),
        ("numéro de contrat;numéro client;début du contrat;date de résiliation;montant mensuel", "subscriptions"),
        (
            "número de contrato;número de cliente;inicio del contrato;fecha de cancelación;cuota mensual",
            "subscriptions",
        ),
        ("nomor langganan;nomor pelanggan;mulai berlangganan;tanggal berhenti;biaya bulanan", "subscriptions"),
        ("Ticketnummer;Eröffnet am;Gelöst am;Kundennummer;Betreff", "tickets"),
        ("numéro de ticket;ouvert le;résolu le;numéro client;sujet", "tickets"),
        ("número de ticket;abierto el;resuelto el;número de cliente;asunto", "tickets"),
        ("nomor tiket;dibuka pada;selesai pada;nomor pelanggan;subjek", "tickets"),
        ("Lead-Nummer;Anlagedatum;Abschlussdatum;Phase;Auftragswert", "leads"),
        ("numéro de prospect;créé le;date de clôture;étape;source du prospect", "leads"),
        ("número de oportunidad;creado el;fecha de cierre;etapa;fuente", "leads"),
        ("nomor prospek;dibuat pada;tanggal penutupan;tahap;sumber prospek", "leads"),
        ("Antwort-ID;Beantwortet am;Punktzahl;Anmerkung", "surveys"),
        ("id de réponse;date de réponse;score NPS;commentaire", "surveys"),
        ("id de respuesta;fecha de respuesta;puntuación NPS;comentario", "surveys"),
        ("id jawaban;tanggal jawaban;skor NPS;komentar", "surveys"),
        ("Kampagnenname;Gesendet am;Empfänger;Eindeutige Öffnungen;Eindeutige Klicks", "email_campaigns"),
        ("nom de la campagne;envoyé le;destinataires;ouvertures uniques;clics uniques", "email_campaigns"),
        ("nombre de la campaña;enviado el;destinatarios;aperturas únicas;clics únicos", "email_campaigns"),
        ("nama kampanye;dikirim pada;penerima;dibuka unik;klik unik", "email_campaigns"),
        ("Datum;Zweck;Kanal;Kosten", "spend"),
        ("date;objectif;canal;dépenses", "spend"),
        ("fecha;objetivo;canal;gasto", "spend"),
        ("tanggal;tujuan;saluran;biaya", "spend"),
    ],
)
def test_common_names_are_understood(header, table):
    found = of(header + "\n")
    assert found.table == table
    assert found.confidence < 1


def test_figures_by_day_are_no_posts():
    found = of("Date,Impressions,Likes,Comments,Shares\n2026-05-01,90,3,1,0\n2026-05-02,80,2,0,0\n")
    assert found.table is None


def test_two_headers_never_become_one_column():
    found = of("Order ID,Invoice Number,Customer ID,Order Date,Total,Amount\n1,2,3,2026-05-01,4,5\n")
    columns = [column for column in found.mapping.values() if column]
    assert len(columns) == len(set(columns))


def test_an_optional_column_whose_cells_do_not_look_the_part_is_left_as_an_attribute():
    found = of("Customer ID,Order ID,Date,Total,Qty\nA,1,2026-05-01,3,red\nB,2,2026-05-02,4,blue\n")
    assert found.mapping["Qty"] is None


def test_a_needed_date_column_without_dates_is_still_taken_so_that_its_cells_are_named():
    found = of("Customer ID,Order ID,Date,Total\nA,1,soon,3\nB,2,later,4\n")
    assert (found.table, found.mapping["Date"]) == ("orders", "ordered_at")
    assert found.confidence < 0.6


def test_a_table_that_a_person_named_is_mapped_as_its_names_tell():
    found = recognise_as("spend", ["Day", "Amount", "Channel"])
    assert (found.table, found.mapping["Amount"], found.missing) == ("spend", "amount", ("purpose",))


def test_what_a_person_decided_is_remembered():
    header = ("who", "when", "what it cost")
    found = recognise(
        header, remembered=("orders", {"who": "customer_id", "when": "ordered_at", "what it cost": "amount"})
    )
    assert (found.table, found.confidence, found.missing) == ("orders", 1.0, ())
    assert found.mapping["when"] == "ordered_at"


KLAVIYO = "Email,Klaviyo ID,First Name,Last Name,Email Marketing Consent,Last Open"


def test_what_a_person_decided_wins_over_a_profile_and_keeps_what_the_profile_knows():
    decided = {"Email": "email", "Klaviyo ID": None, "First Name": "name", "Last Name": None, "Last Open": None}
    found = recognise(KLAVIYO.split(","), remembered=("customers", decided))
    assert (found.table, found.confidence, found.source) == ("customers", 1.0, "klaviyo")
    assert mapped(found) == {"Email": "email", "First Name": "name", "Email Marketing Consent": "contact_consent"}
    assert found.transforms == {"name": "joined:Last Name", "contact_consent": "subscribed"}


def test_what_a_person_decided_survives_other_orders_and_spellings_of_the_headers():
    decided = {"who": "customer_id", "when": "ordered_at", "what it cost": "amount", "why": None}
    again = ("Why", "What_it_cost", "WHO", "when")
    assert header_key(decided) == header_key(again)
    found = recognise(again, remembered=("orders", decided))
    assert (found.table, found.missing) == ("orders", ())
    assert mapped(found) == {"WHO": "customer_id", "when": "ordered_at", "What_it_cost": "amount"}


def test_another_table_that_a_person_decided_on_takes_nothing_from_the_profile():
    header = ["Post ID", "Page ID", "Page name", "Publish time", "Permalink", "Title"]
    assert recognise(header).constants == {"platform": "Facebook"}
    found = recognise(header, remembered=("content", {"Publish time": "published_at", "Title": "title"}))
    assert (found.table, found.constants, found.missing) == ("content", {}, ())


def test_a_close_second_may_be_another_profile_and_can_be_taken_instead():
    header = [
        "Post ID",
        "Page ID",
        "Page name",
        "Account ID",
        "Account username",
        "Publish time",
        "Permalink",
        "Post type",
        "Saves",
        "Likes",
    ]
    found = recognise(header)
    assert found.profile == "instagram_content"
    assert found.runner_up is not None
    assert found.runner_up.profile == "facebook_content"
    assert found.runner_up.confidence < found.confidence
    assert recognise_by("facebook_content", header).constants == {"platform": "Facebook"}


def test_a_profile_that_does_not_fit_can_not_be_taken():
    with pytest.raises(UnknownNameError, match="klaviyo_profiles"):
        recognise_by("klaviyo_campaigns", KLAVIYO.split(","))


def test_a_table_that_a_person_named_is_read_as_its_tool_writes_it():
    found = recognise_as("customers", KLAVIYO.split(","))
    assert (found.source, found.mapping["Klaviyo ID"]) == ("klaviyo", "customer_id")


def test_a_remapped_column_loses_the_transform_of_the_old_one():
    rows = "".join(f"C{number},{number % 2},{number % 2}\n" for number in range(10))
    found = of(f"CustomerID,Is_Active,Moved Out\n{rows}")
    assert found.transforms == {"churned": "inverted"}
    changed = found.remapped("customers", {"Is_Active": None, "Moved Out": "churned"})
    assert changed.transforms == {"churned": "churn_words"}
    assert changed.mapping == {"CustomerID": "customer_id", "Is_Active": None, "Moved Out": "churned"}


def test_a_close_second_is_offered():
    found = of("Email,Created At,Lead Source,Name,Lead ID,Stage\na@example.com,2026-05-01,web,Ann,7,open\n")
    assert found.table == "leads"
    assert found.runner_up is not None
    assert found.runner_up[0] == "customers"


def test_the_key_of_a_header_set_knows_no_order_case_or_punctuation():
    assert header_key(["Email", "First Name"]) == header_key(["*first_name", "\ufeffemail"])
    assert header_key(["Email", "First Name"]) != header_key(["Email", "Last Name"])


def test_the_sample_companys_exports_are_certain():
    for name, frame in generate(customers=40, weeks=10, end=date(2026, 11, 15)).items():
        block = read_file(f"{name}.csv", frame.to_csv(index=False).encode())[0]
        found = recognise(block.header, block.rows)
        assert len(block.rows) == len(frame)
        assert (found.table, found.confidence) == (name, 1.0)
