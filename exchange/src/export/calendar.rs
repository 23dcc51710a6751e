//! Planned activities as a calendar that other programs take: iCalendar, [RFC 5545](https://www.rfc-editor.org/rfc/rfc5545).
//!
//! Times stand as a clock on the wall shows them, without a zone ("floating", section 3.3.5): a person reads their own plan on
//! their own devices, and it means the same hour there. An activity without a time of day takes the whole day. What has no day is
//! left out: a calendar has no place for it.

use chrono::{Datelike as _, NaiveDateTime, TimeDelta, Timelike as _};
use sales::model::{Activity, Due, Workspace};
use sales::time::{Date, Timestamp};

use super::Headers;
use super::activities::kind;

/// How long an activity takes that does not say, in minutes.
const MINUTES: u16 = 30;
/// The most bytes of a line (section 3.1).
const MOST_BYTES: usize = 75;

/// The planned activities that have a day. `now` is when the file is made.
pub fn calendar(workspace: &Workspace, headers: &Headers, now: Timestamp) -> String {
    let mut file = Calendar(String::new());
    file.line("BEGIN", "VCALENDAR");
    file.line("VERSION", "2.0");
    file.line("PRODID", "-//Fairlead//Fairlead//EN");
    for row in workspace.activities.iter().filter(|row| row.is_planned()) {
        if let Some(due) = row.due {
            event(&mut file, workspace, row, due, headers, now);
        }
    }
    file.line("END", "VCALENDAR");
    file.0
}

fn event(
    file: &mut Calendar,
    workspace: &Workspace,
    row: &Activity,
    due: Due,
    headers: &Headers,
    now: Timestamp,
) {
    let made = chrono::DateTime::from_timestamp_millis(now.0).unwrap_or_default().naive_utc();
    file.line("BEGIN", "VEVENT");
    file.line("UID", &format!("{}@fairlead", row.id));
    file.line("DTSTAMP", &format!("{}Z", on_the_clock(made)));
    match due.time.and_then(|time| due.date.and_hms_opt(time.hour().into(), time.minute().into(), 0)) {
        Some(begins) => {
            let ends = begins + TimeDelta::minutes(row.minutes.unwrap_or(MINUTES).into());
            file.line("DTSTART", &on_the_clock(begins));
            file.line("DTEND", &on_the_clock(ends));
        }
        None => file.line("DTSTART;VALUE=DATE", &on_the_calendar(due.date)),
    }
    let deal = row.deal.and_then(|id| workspace.deals.live(id)).map(|deal| deal.title.as_str());
    let firm = row.organisation.and_then(|id| workspace.organisations.get(id)).map(|firm| firm.name.as_str());
    let contact = row.contact.and_then(|id| workspace.contacts.get(id)).map(|row| row.name.as_str());
    let what = if row.subject.is_empty() { kind(workspace, row, headers) } else { &row.subject };
    let about = [Some(what), deal.or(firm)].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    file.line("SUMMARY", &escaped(&about));
    let of = |name: &str, value: Option<&str>| value.map(|value| format!("{name}: {value}"));
    let lines = [
        of(&headers.activity_kind, Some(kind(workspace, row, headers))),
        of(&headers.deal, deal),
        of(&headers.organisation, firm),
        of(&headers.contact, contact),
        (!row.note.is_empty()).then(|| row.note.clone()),
    ];
    file.line("DESCRIPTION", &escaped(&lines.into_iter().flatten().collect::<Vec<_>>().join("\n")));
    file.line("END", "VEVENT");
}

fn on_the_clock(time: NaiveDateTime) -> String {
    format!("{}T{:02}{:02}{:02}", on_the_calendar(time.date()), time.hour(), time.minute(), time.second())
}

fn on_the_calendar(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// A text as a value (section 3.3.11).
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '\\' | ';' | ',' => escaped.extend(['\\', char]),
            '\n' => escaped.push_str("\\n"),
            char if char.is_control() => {}
            char => escaped.push(char),
        }
    }
    escaped
}

struct Calendar(String);

impl Calendar {
    /// A line, folded where it is too long, and never within a character.
    fn line(&mut self, name: &str, value: &str) {
        let mut bytes = 0;
        for char in name.chars().chain([':']).chain(value.chars()) {
            if bytes + char.len_utf8() > MOST_BYTES {
                self.0.push_str("\r\n ");
                bytes = 1;
            }
            self.0.push(char);
            bytes += char.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::{Calendar, escaped};

    #[test]
    fn long_lines_are_folded_between_characters() {
        let mut file = Calendar(String::new());
        file.line("SUMMARY", &"价格".repeat(40));
        assert!(file.0.split("\r\n").all(|line| line.len() <= 75));
        assert_eq!(file.0.replace("\r\n ", ""), format!("SUMMARY:{}\r\n", "价格".repeat(40)));
    }

    #[test]
    fn what_means_something_in_the_format_is_escaped() {
        assert_eq!(escaped("a, b; c\\d\r\ne\u{7}"), "a\\, b\\; c\\\\d\\ne");
    }
}
