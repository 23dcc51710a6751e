//! Currencies as people write them: a code, a sign, a name.
//!
//! Several signs stand for more than one currency. `$` is the dollar of a dozen countries and `¥` both yuan and yen, so a
//! [`Mark`] keeps all that it may mean, the likeliest first; the workspace's own currency settles it.

use sales::money::Currency;

use super::text;

/// A sign, code or name of a currency that was found beside an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Mark {
    /// The codes it may stand for, the likeliest first.
    codes: &'static [&'static str],
}

impl Mark {
    /// What it may stand for, the likeliest first.
    pub fn currencies(self) -> impl Iterator<Item = Currency> {
        self.codes.iter().filter_map(|code| code.parse().ok())
    }

    /// The currency it stands for in a workspace that reckons in `home`.
    pub fn settle(self, home: Currency) -> Currency {
        let mut all = self.currencies();
        let likeliest = all.next().unwrap_or(home);
        if all.any(|currency| currency == home) { home } else { likeliest }
    }

    /// What both of two marks beside one amount stand for: `$1,234 CAD`, `￥1,234元`.
    pub(super) fn and(self, other: Self) -> Option<Self> {
        if self == other {
            return Some(self);
        }
        let common = self.codes.iter().find(|code| other.codes.contains(code))?;
        CODES.iter().find(|code| code == &common).map(|code| Self { codes: std::slice::from_ref(code) })
    }
}

/// The ways to write a currency, beside its code; case does not matter. Longer ones win over their own beginnings.
const MARKS: &[(&str, &[&str])] = &[
    ("¥", &["CNY", "JPY"]),
    ("CN¥", &["CNY"]),
    ("RMB¥", &["CNY"]),
    ("RMB", &["CNY"]),
    ("CNH", &["CNY"]),
    ("元", &["CNY", "TWD", "HKD"]),
    ("圆", &["CNY"]),
    ("块", &["CNY"]),
    ("块钱", &["CNY"]),
    ("人民币", &["CNY"]),
    ("yuan", &["CNY"]),
    ("renminbi", &["CNY"]),
    ("chinese yuan", &["CNY"]),
    ("JP¥", &["JPY"]),
    ("円", &["JPY"]),
    ("日元", &["JPY"]),
    ("日圆", &["JPY"]),
    ("yen", &["JPY"]),
    ("japanese yen", &["JPY"]),
    ("$", &["USD", "CAD", "AUD", "HKD", "SGD", "TWD", "NZD", "MXN", "CLP", "COP", "ARS"]),
    ("US$", &["USD"]),
    ("U.S.$", &["USD"]),
    ("U$S", &["USD"]),
    ("USD$", &["USD"]),
    ("美元", &["USD"]),
    ("美金", &["USD"]),
    ("dollar", &["USD", "CAD", "AUD", "HKD", "SGD", "NZD"]),
    ("dollars", &["USD", "CAD", "AUD", "HKD", "SGD", "NZD"]),
    ("us dollar", &["USD"]),
    ("us dollars", &["USD"]),
    ("u.s. dollar", &["USD"]),
    ("HK$", &["HKD"]),
    ("港元", &["HKD"]),
    ("港币", &["HKD"]),
    ("hong kong dollar", &["HKD"]),
    ("NT$", &["TWD"]),
    ("新台币", &["TWD"]),
    ("台币", &["TWD"]),
    ("S$", &["SGD"]),
    ("SG$", &["SGD"]),
    ("新加坡元", &["SGD"]),
    ("singapore dollar", &["SGD"]),
    ("A$", &["AUD"]),
    ("AU$", &["AUD"]),
    ("澳元", &["AUD"]),
    ("australian dollar", &["AUD"]),
    ("C$", &["CAD"]),
    ("CA$", &["CAD"]),
    ("加元", &["CAD"]),
    ("canadian dollar", &["CAD"]),
    ("NZ$", &["NZD"]),
    ("MX$", &["MXN"]),
    ("R$", &["BRL"]),
    ("€", &["EUR"]),
    ("euro", &["EUR"]),
    ("euros", &["EUR"]),
    ("欧元", &["EUR"]),
    ("£", &["GBP"]),
    ("pound", &["GBP"]),
    ("pounds", &["GBP"]),
    ("british pound", &["GBP"]),
    ("英镑", &["GBP"]),
    ("₩", &["KRW"]),
    ("韩元", &["KRW"]),
    ("₹", &["INR"]),
    ("Rs.", &["INR", "PKR", "LKR", "NPR"]),
    ("Rs", &["INR", "PKR", "LKR", "NPR"]),
    ("卢比", &["INR", "PKR", "LKR", "NPR"]),
    ("indian rupee", &["INR"]),
    ("₽", &["RUB"]),
    ("卢布", &["RUB"]),
    ("руб.", &["RUB"]),
    ("руб", &["RUB"]),
    ("₫", &["VND"]),
    ("đ", &["VND"]),
    ("越南盾", &["VND"]),
    ("฿", &["THB"]),
    ("泰铢", &["THB"]),
    ("₺", &["TRY"]),
    ("₴", &["UAH"]),
    ("₪", &["ILS"]),
    ("₱", &["PHP"]),
    ("₦", &["NGN"]),
    ("₸", &["KZT"]),
    ("zł", &["PLN"]),
    ("Kč", &["CZK"]),
    ("Ft", &["HUF"]),
    ("lei", &["RON"]),
    ("kr", &["SEK", "NOK", "DKK", "ISK"]),
    ("kr.", &["DKK", "SEK", "NOK", "ISK"]),
    ("Fr.", &["CHF"]),
    ("SFr.", &["CHF"]),
    ("瑞士法郎", &["CHF"]),
    ("swiss franc", &["CHF"]),
    ("Rp", &["IDR"]),
    ("Rp.", &["IDR"]),
    ("RM", &["MYR"]),
    ("马币", &["MYR"]),
    ("R", &["ZAR"]),
];

/// The codes of the currencies in use (source: ISO 4217 list one), without funds and metals.
const CODES: &[&str] = &[
    "AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN", "BHD",
    "BIF", "BMD", "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF", "CHF", "CLP", "CNY",
    "COP", "CRC", "CUP", "CVE", "CZK", "DJF", "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP",
    "GBP", "GEL", "GHS", "GIP", "GMD", "GNF", "GTQ", "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR",
    "IQD", "IRR", "ISK", "JMD", "JOD", "JPY", "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT",
    "LAK", "LBP", "LKR", "LRD", "LSL", "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR",
    "MVR", "MWK", "MXN", "MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK",
    "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB", "RWF", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD",
    "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP", "SZL", "THB", "TJS", "TMT", "TND", "TOP", "TRY",
    "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS", "VES", "VND", "VUV", "WST", "XAF", "XCD", "XOF",
    "XPF", "YER", "ZAR", "ZMW", "ZWG",
];

/// The longest cell that can name a currency.
const MAX_BYTES: usize = 80;

/// Reads a cell of a column of currencies: `USD`, `us dollar`, `$`, `人民币`, `CNY - Chinese Yuan`, `Euro (EUR)`.
pub fn currency(text: &str) -> Option<Mark> {
    if text.len() > MAX_BYTES {
        return None;
    }
    let plain = text::plain(text);
    let whole = |text: &str| at_start(text).filter(|(_, rest)| rest.is_empty()).map(|(mark, _)| mark);
    whole(&plain).or_else(|| {
        // A code with an explanation behind it, or the other way round.
        let parts = plain.split(['-', '(', ')', ',', ':']).map(str::trim).filter(|part| !part.is_empty());
        parts.take(3).find_map(whole)
    })
}

/// The mark at the beginning of a text in its plain form, and what comes after it.
pub(super) fn at_start(text: &str) -> Option<(Mark, &str)> {
    let first = text.as_bytes().first()?;
    if first.is_ascii_digit() {
        return None;
    }
    let may_be = |mark: &str| mark.as_bytes().first().is_some_and(|byte| byte.eq_ignore_ascii_case(first));
    let known = MARKS.iter().filter(|(mark, _)| may_be(mark));
    let known = known.filter_map(|&(mark, codes)| Some((Mark { codes }, text::strip_prefix(text, mark)?)));
    // The longest leaves the shortest rest.
    let known = known.min_by_key(|(_, rest)| rest.len());
    let code = text.get(..3).and_then(|code| {
        let place = CODES.binary_search(&code.to_ascii_uppercase().as_str()).ok()?;
        Some((Mark { codes: std::slice::from_ref(&CODES[place]) }, &text[3..]))
    });
    [known, code].into_iter().flatten().min_by_key(|(_, rest)| rest.len())
}

#[cfg(test)]
mod tests {
    use super::{CODES, MARKS};
    use sales::money::Currency;

    #[test]
    fn codes_are_sorted_and_every_mark_stands_for_some() {
        assert!(CODES.is_sorted_by(|one, other| one < other));
        for (mark, codes) in MARKS {
            assert!(!codes.is_empty() && codes.iter().all(|code| CODES.contains(code)), "{mark}");
        }
        assert!(CODES.iter().all(|code| code.parse::<Currency>().is_ok()));
    }
}
