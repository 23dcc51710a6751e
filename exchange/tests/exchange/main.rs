//! Everything the crate promises, tested through what it offers to others.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test may fail loudly")]

mod activities;
mod again;
mod backup;
mod closings;
mod custom;
mod dashboard;
mod days;
mod histories;
mod joined;
mod lists;
mod logs;
mod names;
mod office;
mod plan;
mod preview;
mod process;
mod read;
mod read_archive;
mod read_properties;
mod read_workbooks;
mod read_xls;
mod recognise;
mod report;
mod trade;
mod twins;
mod values;
mod whole;
mod workbook_values;
