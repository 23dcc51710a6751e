//! Links made of what was typed as a web site, a telephone number or an e-mail address. What can't be one safely gets none.

/// The address of a web site; `None` for what is no address, and for any scheme but the web's own.
pub(super) fn web(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let is_bad =
        |char: char| char.is_whitespace() || char.is_control() || matches!(char, '"' | '<' | '>' | '\\');
    if typed.is_empty() || typed.contains(is_bad) {
        return None;
    }
    let lower = typed.to_ascii_lowercase();
    if lower.starts_with("https://") || lower.starts_with("http://") {
        return Some(typed.to_owned());
    }
    // A port after the host is fine, a scheme is not.
    let host = typed.split(['/', '?', '#']).next().unwrap_or_default();
    let (name, port) = host.split_once(':').unwrap_or((host, "80"));
    let is_host = name.contains('.') && !name.starts_with('.') && !name.contains('@');
    (is_host && !port.is_empty() && port.chars().all(|char| char.is_ascii_digit()))
        .then(|| ["https://", typed].concat())
}

/// The address to dial a number with; `None` where there are hardly any digits.
pub(super) fn phone(typed: &str) -> Option<String> {
    // What comes after a letter is an extension, in words that no telephone dials.
    let number = typed.trim().split(|char: char| char.is_alphabetic()).next().unwrap_or_default();
    let mut dialled = String::from("tel:");
    for char in number.chars() {
        match char {
            '0'..='9' => dialled.push(char),
            '０'..='９' => {
                dialled.extend(char::from_u32(u32::from(char) - u32::from('０') + u32::from('0')));
            }
            '+' | '＋' if dialled.len() == 4 => dialled.push('+'),
            _ => {}
        }
    }
    (dialled.chars().filter(char::is_ascii_digit).count() >= 3).then_some(dialled)
}

/// The address to write an e-mail to; `None` for what is no address.
pub(super) fn email(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let (name, host) = typed.rsplit_once('@')?;
    if name.is_empty()
        || !host.contains('.')
        || typed.contains(|char: char| char.is_whitespace() || char.is_control())
    {
        return None;
    }
    let mut link = String::from("mailto:");
    for byte in typed.bytes() {
        // All that could begin more than an address is written as its code.
        if byte.is_ascii_alphanumeric() || matches!(byte, b'@' | b'.' | b'-' | b'_' | b'+') {
            link.push(char::from(byte));
        } else {
            const HEX: &[u8; 16] = b"0123456789ABCDEF";
            link.push('%');
            link.push(char::from(HEX[usize::from(byte >> 4)]));
            link.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    Some(link)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_sites_become_links_and_scripts_never_do() {
        let cases = [
            ("acme.example", Some("https://acme.example")),
            (" www.acme.example/a?b=c ", Some("https://www.acme.example/a?b=c")),
            ("acme.example:8080/x", Some("https://acme.example:8080/x")),
            ("HTTP://acme.example", Some("HTTP://acme.example")),
            ("例子.中国", Some("https://例子.中国")),
            ("javascript:alert(1)", None),
            ("JavaScript:alert(1)//a.b", None),
            ("data:text/html,x.y", None),
            ("vbscript:a.b", None),
            ("https://a b", None),
            ("none", None),
            ("", None),
            ("ann@acme.example", None),
        ];
        for (typed, link) in cases {
            assert_eq!(web(typed).as_deref(), link, "{typed}");
        }
    }

    #[test]
    fn numbers_are_dialled_without_what_makes_them_readable() {
        let cases = [
            ("+86 592 555 0101", Some("tel:+865925550101")),
            ("(0592) 555-0101 ext. 7", Some("tel:05925550101")),
            ("０５９２", Some("tel:0592")),
            ("1+2+3", Some("tel:123")),
            ("ask Ann", None),
            ("", None),
        ];
        for (typed, link) in cases {
            assert_eq!(phone(typed).as_deref(), link, "{typed}");
        }
    }

    #[test]
    fn an_address_can_not_smuggle_in_headers() {
        let cases = [
            ("ann@acme.example", Some("mailto:ann@acme.example")),
            ("ann+x@acme.example", Some("mailto:ann+x@acme.example")),
            ("a?bcc=b@acme.example", Some("mailto:a%3Fbcc%3Db@acme.example")),
            ("ann@acme", None),
            ("ann", None),
            ("@acme.example", None),
            ("ann @acme.example", None),
        ];
        for (typed, link) in cases {
            assert_eq!(email(typed).as_deref(), link, "{typed}");
        }
    }
}
