"""How each tool's exports vary, and what the product makes of it."""

from datetime import date, datetime
from pathlib import Path

import pytest

from data.importing.options import ImportOptions
from data.importing.planning import plan_file
from data.importing.plans import Plan
from data.state import State
from tests.data.reading.building import workbook
from tests.shared_data import shared_file

EXPORTS = Path(__file__).parent / "exports"


@pytest.fixture
def state(tmp_path: Path) -> State:
    return State(tmp_path / "state.sqlite")


def planned(state: State, text: str, **options: object) -> Plan:
    chosen = {"time_zone": "UTC"} | options
    return plan_file("export.csv", text.encode(), ImportOptions(**chosen), state)[0]


def rows(plan: Plan) -> list[dict]:
    assert plan.problem is None
    assert plan.checked is not None
    return plan.checked.rows.to_pylist()


def refused(plan: Plan) -> str:
    assert plan.checked is None
    assert plan.problem is not None
    return plan.problem


def export(name: str) -> str:
    return (EXPORTS / f"{name}.csv").read_text(encoding="utf-8")


PIPEDRIVE = {
    "de": "Deal - ID,Deal - Titel,Deal - Wert,Deal - Phase,Deal - Status,Deal - Organisation,Deal - Deal erstellt,"
    "Deal - Gewonnen am,Deal - Verloren am\n31,Nordlys,1200,Angebot,Gewonnen,Nordlys AS,2026-03-12,2026-04-01,\n"
    "32,Fjord,80,Demo,Verloren,Fjord AS,2026-03-20,,2026-04-03\n",
    "fr": "Affaire - ID,Affaire - Titre,Affaire - Valeur,Affaire - Étape,Affaire - Statut,Affaire - Organisation,"
    "Affaire - Affaire créée,Affaire - Date de gain,Affaire - Heure de l'échec\n"
    "31,Nordlys,1200,Offre,Gagné,Nordlys AS,2026-03-12,2026-04-01,\n"
    "32,Fjord,80,Démo,Perdu,Fjord AS,2026-03-20,,2026-04-03\n",
    "es": "Trato - ID,Trato - Título,Trato - Valor,Trato - Etapa,Trato - Estado,Trato - Organización,"
    "Trato - Trato creado,Trato - Fecha de ganado,Trato - Fecha de perdido\n"
    "31,Nordlys,1200,Oferta,Ganado,Nordlys AS,2026-03-12,2026-04-01,\n"
    "32,Fjord,80,Demo,Perdido,Fjord AS,2026-03-20,,2026-04-03\n",
    "id": "Deal - ID,Deal - Judul,Deal - Nilai,Deal - Tahap,Deal - Status,Deal - Organisasi,Deal - Deal dibuat,"
    "Deal - Waktu menang,Deal - Waktu kalah\n31,Nordlys,1200,Penawaran,Menang,Nordlys AS,2026-03-12,2026-04-01,\n"
    "32,Fjord,80,Demo,Kalah,Fjord AS,2026-03-20,,2026-04-03\n",
}


@pytest.mark.parametrize("language", PIPEDRIVE)
def test_pipedrive_deals_in_other_languages(state, language):
    won, lost = rows(planned(state, PIPEDRIVE[language]))
    assert (won["lead_id"], won["value"], won["won"]) == ("31", 1200, True)
    assert (won["created_on"], won["closed_on"]) == (date(2026, 3, 12), date(2026, 4, 1))
    assert (lost["won"], lost["closed_on"]) == (False, date(2026, 4, 3))


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("Deal - Title,Deal - Value,Deal - Stage,Deal - Status,Deal - Lost reason\nNordlys,1200,Offer,won,\n",
         "'Deal created', 'Won time'"),
        ("Record Id,Deal Owner.id,Deal Owner,Amount,Deal Name,Stage\nzcrm_1,zcrm_2,Ola,5,Nordlys,Closed Won\n",
         "'Created Time' and 'Closing Date'"),
        ("label,nb_uniq_visitors,nb_visits,nb_actions,bounce_count\nSearch,40,50,120,20\n", "period 'day'"),
        ("# Start date: 20260801\n# End date: 20260807\nSession default channel group,Sessions\nEmail,5\n",
         "dimension 'Date'"),
        ("Lead Owner,Lead ID,Lead Status,Lead Source\nOla,00Q1,Open,Web\n", "'Create Date'"),
        ("Opportunity Owner,Account Name,Opportunity Name,Stage\nOla,Nordlys,Nordlys 2026,Closed Won\n",
         "'Close Date' and 'Created Date'"),
    ],
    ids=["pipedrive", "zoho", "matomo", "ga4", "salesforce leads", "salesforce deals"],
)  # fmt: skip
def test_an_export_without_dates_says_how_to_get_them(state, text, advice):
    assert advice in refused(planned(state, text))


def test_nobody_is_joined_on_the_names_that_pipedrive_gives(state):
    plan = planned(state, PIPEDRIVE["de"])
    assert rows(plan)[0]["customer_email"] is None
    assert any("nobody is joined on names" in warning for warning in plan.warnings)


GA4_OTHER_LANGUAGES = {
    "de": ("# Startdatum: 20260801\n# Enddatum: 20260802\n", "Datum,Sitzungen,Aktive Nutzer,Schlüsselereignisse"),
    "fr": ("# Date de début : 20260801\n# Date de fin : 20260802\n",
           "Date,Sessions,Utilisateurs actifs,Événements clés"),
    "es": ("# Fecha de inicio: 20260801\n# Fecha de finalización: 20260802\n",
           "Fecha,Sesiones,Usuarios activos,Eventos clave"),
    "id": ("# Tanggal mulai: 20260801\n# Tanggal akhir: 20260802\n",
           "Tanggal,Sesi,Pengguna aktif,Peristiwa utama"),
    "zh": ("# 开始日期：20260801\n# 结束日期：20260802\n", "日期,会话数,活跃用户,关键事件"),
    "ar": ("# تاريخ البدء: 20260801\n# تاريخ الانتهاء: 20260802\n",
           "التاريخ,الجلسات,المستخدمون النشطون,الأحداث الرئيسية"),
}  # fmt: skip


@pytest.mark.parametrize("language", GA4_OTHER_LANGUAGES)
def test_google_analytics_in_other_languages(state, language):
    above, header = GA4_OTHER_LANGUAGES[language]
    plan = planned(state, f"{above}{header}\n20260801,5,4,1\n20260802,6,5,2\n")
    first = rows(plan)[0]
    assert plan.recognition is not None
    assert plan.recognition.profile == "ga4_traffic"
    assert [first[name] for name in ("date", "sessions", "users", "conversions")] == [date(2026, 8, 1), 5, 4, 1]


def test_days_are_counted_from_the_start_date_in_any_language(state):
    above = "# Date de début : 20260801\n# Date de fin : 20260803\n"
    text = above + "Numéro,Sessions,Vues\n0000,5,9\n0001,6,8\n0002,7,7\n"
    assert [row["date"] for row in rows(planned(state, text))] == [
        date(2026, 8, 1), date(2026, 8, 2), date(2026, 8, 3),
    ]  # fmt: skip


def test_counted_days_without_a_start_date_are_not_placed_anywhere(state):
    said = refused(planned(state, "Nth day,Views,Active users\n0000,5,1\n0001,6,2\n"))
    assert "counted from a start date" in said


def test_a_report_of_one_day_is_of_that_day(state):
    text = (
        "# Start date: 20260801\n# End date: 20260801\nSession default channel group,Sessions\nEmail,5\nSocial,7\n"
    )
    assert [(row["date"], row["source"], row["sessions"]) for row in rows(planned(state, text))] == [
        (date(2026, 8, 1), "Email", 5), (date(2026, 8, 1), "Social", 7),
    ]  # fmt: skip


def test_a_google_analytics_report_without_sessions_says_what_stays_unknown(state):
    plan = planned(
        state, "# Start date: 20260801\n# End date: 20260802\nDate,Active users\n20260801,4\n20260802,5\n"
    )
    assert [row["users"] for row in rows(plan)] == [4, 5]
    assert any("has no sessions" in warning for warning in plan.warnings)


def test_mailchimp_counts_are_rebuilt_from_rates_where_there_are_only_those(state):
    text = (
        "Title,Subject,List,Send Date,Send Weekday,Total Recipients,Successful Deliveries,Soft Bounces,"
        "Hard Bounces,Total Bounces,Open Rate,Click Rate,Unsubscribes,Abuse Complaints\n"
        'May,Hi,All,"Jun 09, 2026 09:30 pm",Tuesday,250,245,3,2,5,40.82%,10.20%,1,0\n'
    )
    found = rows(planned(state, text))[0]
    assert (found["opened"], found["clicked"]) == (100, 25)  # 0.4082 × 245 = 100.009, 0.102 × 245 = 24.99


def test_text_messages_of_klaviyo_are_no_email(state):
    plan = planned(
        state, export("klaviyo_campaigns") + export("klaviyo_campaigns").splitlines()[1].replace(",email", ",sms")
    )
    assert (plan.report()["rows_accepted"], plan.report()["rows_rejected"]) == (1, 1)


def test_stripe_amounts_are_in_whole_units_and_refunds_are_taken_off(state):
    text = (
        "id;Created (UTC);Amount;Amount Refunded;Currency;Status;Statement Descriptor;Seller Message;Customer ID\n"
        "ch_1;2026-01-01 23:30;1.020,50;20,50;eur;Paid;R;ok;cus_1\n"
        "ch_2;2026-01-02 10:00;7,00;7,00;eur;Refunded;R;ok;cus_1\n"
        "ch_3;2026-01-02 10:05;9,00;0,00;eur;Failed;R;no;cus_1\n"
    )
    plan = planned(state, text, time_zone="Asia/Jakarta")
    paid, back = rows(plan)
    assert (paid["amount"], paid["refunded_amount"], paid["currency"]) == (1020.5, 20.5, "EUR")
    assert paid["ordered_at"] == datetime(2026, 1, 2, 6, 30)  # 23:30 in UTC is half past six the next day there
    assert (back["amount"], back["refunded_amount"]) == (7, 7)
    assert plan.report()["rejects"][0]["value"] == "Failed"


SHOPIFY_WITH_FEWER = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,"
    "Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,"
    "Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,"
    "Lineitem taxable,Lineitem fulfillment status,Billing Name,Refunded Amount,Vendor,Id,Tags,Risk Level,"
    "Source,Lineitem discount"
)


@pytest.mark.parametrize("header", [SHOPIFY_WITH_FEWER, "shared"], ids=["fewer columns", "all 79 columns"])
def test_a_shopify_order_is_its_first_row_and_the_lines_below_it(state, header):
    if header == "shared":
        path = shared_file("exports/shopify/orders_export_HEADER_ONLY.csv")
        header = path.read_text(encoding="utf-8").strip()
        assert header.count(",") == 78
    first = {"Name": "#1001", "Email": "ann@example.com", "Financial Status": "partially_refunded",
             "Created at": "2026-01-01 11:13:25 -0500", "Total": "20.00", "Currency": "USD", "Source": "web",
             "Refunded Amount": "4.00", "Lineitem name": "Cup", "Lineitem quantity": "1"}  # fmt: skip
    more = {"Name": "#1001", "Email": "ann@example.com", "Lineitem name": "Plate", "Lineitem quantity": "2"}
    lines = [",".join(cells.get(name, "") for name in header.split(",")) for cells in (first, more)]
    one, two = rows(planned(state, "\n".join([header, *lines])))
    assert (one["order_id"], one["amount"], one["refunded_amount"], one["product"]) == ("#1001", 20, 4, "Cup")
    assert (two["order_id"], two["amount"], two["refunded_amount"], two["product"]) == ("#1001", 0, None, "Plate")
    assert one["ordered_at"] == two["ordered_at"] == datetime(2026, 1, 1, 16, 13, 25)
    assert two["currency"] == "USD"


def test_shopify_keeps_numbers_as_text_by_an_apostrophe_that_is_no_part_of_them(state):
    text = (
        "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Phone,Total Spent,"
        "Total Orders,Tax Exempt\n'7034512345678,Ann,Lee,ann@example.com,yes,'+4791234567,20.00,2,no\n"
    )
    found = rows(planned(state, text))[0]
    assert found["customer_id"] == "7034512345678"
    assert ("Default Address Phone", "+4791234567") in found["attributes"]


def test_hubspot_names_that_repeat_are_the_contacts_first(state):
    text = (
        "Record ID - Contact,First Name,Last Name,Email,Phone Number,Contact owner,Create Date,Country/Region,"
        "Record ID - Company,Company name,Create Date,Phone Number,Country/Region\n"
        "7,Ann,Lee,ann@example.com,1,Ola,2026-03-12,Norway,11,Acme,2020-01-01,2,Sweden\n"
    )
    found = rows(planned(state, text))[0]
    assert (found["customer_id"], found["signed_up_on"], found["country"]) == ("7", date(2026, 3, 12), "Norway")
    assert ("Create Date (2)", "2020-01-01") in found["attributes"]


def test_salesforce_writes_nothing_as_a_word_or_an_id_of_zeros(state):
    text = (
        '"Id","AccountId","Name","StageName","Amount","Probability","CloseDate","NextStep","LeadSource",'
        '"ForecastCategoryName","CurrencyIsoCode","CreatedDate"\n'
        '"006A","000000000000000AAA","Acme","Closed Won","12.0","100","2026-02-01","#N/A","#N/A","Closed","EUR",'
        '"#N/A"\n'
    )
    plan = planned(state, text)
    found = rows(plan)[0]
    assert (found["customer_id"], found["source"], found["created_on"]) == (None, None, None)
    assert any("several currencies" in warning for warning in plan.warnings)


def test_salesforce_says_itself_what_is_won_where_stages_have_names_of_their_own(state):
    text = (
        "Id,AccountId,Name,StageName,Amount,CloseDate,NextStep,Probability,IsClosed,IsWon,CreatedDate\n"
        "006A,001A,Acme,Signed,12,2026-02-01,,100,1,1,2026-01-01\n"
        "006B,001A,Acme,Dead,12,2026-02-02,,0,1,0,2026-01-01\n"
        "006C,001A,Acme,Won over,12,2026-12-03,,50,0,0,2026-01-01\n"
    )
    assert [row["won"] for row in rows(planned(state, text))] == [True, False, None]


def test_a_salesforce_report_prefers_amounts_already_converted(state):
    text = (
        '"Opportunity Owner","Opportunity Name","Stage","Close Date","Amount Currency","Amount",'
        '"Amount (converted) Currency","Amount (converted)"\n'
        '"Ola","Acme","Closed Won","2026-04-21","SEK","1000","EUR","90"\n'
    )
    assert rows(planned(state, text))[0]["value"] == 90


def test_what_meta_writes_month_first_is_read_so(state):
    plan = planned(state, export("facebook_content"))
    assert rows(plan)[0]["posted_at"] == datetime(2026, 5, 1, 10)
    assert any("month before day was taken" in warning for warning in plan.warnings)
    other = export("facebook_content").replace("05/01/2026 10:00", "25/01/2026 10:00")
    plan = planned(state, other)
    assert rows(plan)[0]["posted_at"] == datetime(2026, 1, 25, 10)
    assert not any("both ways" in warning for warning in plan.warnings)
    chosen = planned(state, export("facebook_content"), date_order="dmy")
    assert rows(chosen)[0]["posted_at"] == datetime(2026, 1, 5, 10)


def test_of_linkedins_workbook_the_posts_are_counted_and_the_days_are_not(state):
    days = export("linkedin_page_days").splitlines()
    posts = export("linkedin_posts").splitlines()
    above = "Aggregated metrics of your content"
    book = workbook(
        Metrics=[[above], *(line.split(",") for line in days)],
        Posts=[[above], *(line.split(",") for line in posts)],
    )
    by_day, by_post = plan_file("content.xlsx", book, ImportOptions(time_zone="UTC"), state)
    assert "sheet 'All posts'" in refused(by_day)
    assert [(row["text"], row["impressions"]) for row in rows(by_post)] == [("Hello", 90)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_matomo_and_klaviyo_with_a_byte_order_mark(state, encoding):
    for name in ("matomo_visits", "klaviyo_profiles"):
        content = export(name).encode(encoding)
        (plan,) = plan_file(f"{name}.csv", content, ImportOptions(time_zone="UTC"), state)
        assert plan.report()["recognised_as"] == name
        assert plan.report()["rows_accepted"] == 2


def test_engagements_in_all_stand_for_their_parts_only_where_none_is_known(state):
    parts = export("sprout_posts").replace("Engagements,", "Engagements,Comments,").replace(",75,", ",75,4,")
    first = rows(planned(state, parts.replace(",8,", ",8,1,")))[0]
    assert (first["reactions"], first["comments"]) == (None, 4)


def test_surveymonkeys_two_header_rows(state):
    lines = export("surveymonkey").splitlines()
    lines.insert(1, ",,,,,,,,,Response,Open-Ended Response")
    plan = planned(state, "\n".join(lines))
    assert plan.recognition is not None
    assert plan.recognition.profile == "surveymonkey"
    assert [row["score"] for row in rows(plan)] == [9, 3]


def qualtrics() -> str:
    header = "StartDate,EndDate,Status,Progress,Finished,RecordedDate,ResponseId,RecipientEmail,Q1,Q2,Q3\n"
    days = [f"2026-05-0{number}" for number in range(1, 6)]
    return header + "".join(
        f"{day} 08:00:00,{day} 08:01:00,0,100,1,{day} 08:01:00,R_{number},,{number},{number + 4},word\n"
        for number, day in enumerate(days, start=1)
    )


def test_a_survey_whose_score_has_no_telling_name_is_asked_about(state):
    said = refused(planned(state, qualtrics()))
    assert "“Q1”; “Q2”" in said
    assert "Q3" not in said
    assert "Progress" not in said


def test_a_score_that_a_person_chose_is_read_as_that_tools_answers(state):
    plan = planned(state, qualtrics(), table="surveys", mapping={"Q2": "score"})
    first = rows(plan)[0]
    assert (first["score"], first["response_id"]) == (5, "R_1")
    assert plan.checked is not None
    assert plan.checked.meaning.source == "qualtrics"


def test_an_answer_in_words_and_a_number_is_its_number(state):
    text = qualtrics().replace(",word\n", ",9 - likely\n")
    assert rows(planned(state, text, table="surveys", mapping={"Q3": "score"}))[0]["score"] == 9


def test_a_form_of_ones_own_that_asks_to_recommend_is_a_survey(state):
    text = (
        "Timestamp,Would you recommend us to a friend?,What could we do better?,Email Address\n"
        "2026-05-01 10:00:00,9,More colours,ann@example.com\n2026-05-02 10:00:00,4,,bob@example.com\n"
    )
    plan = planned(state, text)
    assert plan.recognition is not None
    assert plan.recognition.table == "surveys"
    assert [(row["score"], row["customer_email"]) for row in rows(plan)] == [
        (9, "ann@example.com"), (4, "bob@example.com"),
    ]  # fmt: skip


def test_unfinished_answers_are_set_aside(state):
    text = export("typeform").replace("bob@example.com,completed", "bob@example.com,started")
    assert [row["response_id"] for row in rows(planned(state, text))] == ["k1x9"]


def test_a_mailchimp_list_of_those_who_left_forbids_to_write_to_them(state):
    assert rows(planned(state, export("mailchimp_unsubscribed")))[0]["contact_consent"] is False
