"""The invented shop: Tarnika sells coffee and tea, by subscription and by the bag. We know of no such brand."""

from dataclasses import dataclass

BRAND = "Tarnika"
COMPETITORS = ("Beldovo", "Roskava")  # invented as well
CURRENCY = "EUR"


@dataclass(frozen=True, slots=True)
class Plan:
    """A subscription plan; a box comes every four weeks.

    Attributes
    ----------
    name
        As customers know it.
    share
        Share of all customers who choose it.
    box_price
        Price of a box with one bag, in EUR.
    term_days
        Length of a contract; the next one follows on the day it comes due.
    weekly_hazard
        Chance that an average subscriber leaves in a week.
    """

    name: str
    share: float
    box_price: float
    term_days: int
    weekly_hazard: float


PLANS = (
    Plan("Taster", share=0.24, box_price=15.90, term_days=91, weekly_hazard=0.0029),
    Plan("Regular", share=0.30, box_price=27.90, term_days=91, weekly_hazard=0.0021),
    Plan("Office", share=0.12, box_price=69.00, term_days=364, weekly_hazard=0.0012),
)
NO_PLAN = -1  # the rest of the customers buys by the bag
EXTRA_BAG_PRICE = 9.50
MOST_BAGS = 4
BOX_EVERY_DAYS = 28

COUNTRIES = {
    "Indonesia": 0.24,
    "United Kingdom": 0.22,
    "United Arab Emirates": 0.18,
    "Singapore": 0.18,
    "Germany": 0.18,
}
LANGUAGES = {  # the languages of a country's customers, the first of them in most cases
    "Indonesia": ("id", "en"),
    "United Kingdom": ("en", "en"),
    "United Arab Emirates": ("ar", "en"),
    "Singapore": ("en", "zh"),
    "Germany": ("de", "en"),
}
CHANNELS = {
    "search": 0.3,
    "social": 0.24,
    "referral": 0.13,
    "newsletter": 0.12,
    "market stall": 0.11,
    "partner": 0.1,
}
PRODUCTS = {  # price of a bag or a thing, in EUR
    "House espresso 250 g": 9.90,
    "Filter roast 250 g": 10.50,
    "Decaf 250 g": 10.90,
    "Jasmine green tea 100 g": 8.40,
    "Smoky black tea 100 g": 7.90,
    "Ginger infusion 80 g": 6.90,
    "Paper filters": 4.50,
    "Ceramic mug": 14.00,
}
THEMES = ("delivery", "taste", "price", "packaging", "service", "app")
TIERS = ("Leaf", "Bean", "Barrel")  # by points ever earned: from 0, 300 and 900
