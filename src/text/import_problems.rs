//! What can be wrong with a file, a row or a cell that is brought in: what happened, and what to do.

use exchange::plan::report::{Effect, Problem};
use exchange::read::{self, Content, Place, ProblemKind, ReadErrorKind};
use exchange::setup::RowRef;
use exchange::values::{DateError, FIRST_YEAR, LAST_YEAR, NumberError};

use super::{Plural, fill, t};
use crate::platform::intl;

pub(crate) struct Texts {
    pub(crate) unreadable: &'static str,
    pub(crate) problems: Plural,
    pub(crate) more_problems: Plural,
    pub(crate) at_line: &'static str,
    pub(crate) at_cell: &'static str,
    pub(crate) at_column: &'static str,
    pub(crate) in_sheet: &'static str,

    pub(crate) vanished: &'static str,
    pub(crate) too_much: &'static str,
    pub(crate) cancelled: &'static str,
    pub(crate) empty: &'static str,
    pub(crate) too_large: &'static str,
    pub(crate) not_a_table: &'static str,
    pub(crate) old_workbook: &'static str,
    pub(crate) binary_workbook: &'static str,
    pub(crate) html: &'static str,
    pub(crate) xml: &'static str,
    pub(crate) json: &'static str,
    pub(crate) unknown: &'static str,
    /// A picture, a PDF document, a program, an archive, a document.
    pub(crate) contents: [&'static str; 5],
    pub(crate) password: &'static str,
    pub(crate) damaged: &'static str,
    pub(crate) bomb: &'static str,
    pub(crate) too_many_cells: &'static str,
    pub(crate) no_such_place: &'static str,

    pub(crate) unbalanced_quote: &'static str,
    pub(crate) stray_quote: &'static str,
    pub(crate) too_many: &'static str,
    pub(crate) too_few: &'static str,
    pub(crate) too_many_columns: &'static str,
    pub(crate) duplicate_header: &'static str,
    pub(crate) blank_header: &'static str,
    pub(crate) large_cell: &'static str,
    pub(crate) bad_characters: &'static str,
    pub(crate) cell_error: &'static str,
    pub(crate) bad_date: &'static str,
    pub(crate) bad_cell: &'static str,
    pub(crate) no_rows: &'static str,
    pub(crate) rows_above: Plural,
    pub(crate) hidden_sheet: &'static str,
    pub(crate) damaged_sheet: &'static str,
    pub(crate) too_many_sheets: &'static str,

    pub(crate) not_a_date: &'static str,
    pub(crate) no_day: &'static str,
    pub(crate) zero_date: &'static str,
    pub(crate) impossible_date: &'static str,
    pub(crate) year: &'static str,
    pub(crate) other_order: &'static str,
    pub(crate) not_a_number: &'static str,
    pub(crate) number_too_large: &'static str,
    pub(crate) other_style: &'static str,
    pub(crate) not_a_percent: &'static str,
    pub(crate) currency: &'static str,
    pub(crate) status: &'static str,
    pub(crate) negative: &'static str,
    pub(crate) rounded: &'static str,
    pub(crate) no_title: &'static str,
    pub(crate) no_name: &'static str,
    pub(crate) no_stage: &'static str,
    pub(crate) blank_stage: &'static str,
    pub(crate) no_deal: &'static str,
    pub(crate) too_long: &'static str,
    pub(crate) cut_short: &'static str,
    pub(crate) rounded_percent: &'static str,
    pub(crate) unknown_deal: &'static str,
    pub(crate) several_deals: &'static str,
    pub(crate) unknown_number: &'static str,
    pub(crate) no_created: &'static str,
    pub(crate) closed_before: &'static str,
    pub(crate) created_after: &'static str,
    pub(crate) twice: &'static str,
    pub(crate) twice_in: &'static str,
    pub(crate) merged: &'static str,
    pub(crate) merged_in: &'static str,
    pub(crate) otherwise: &'static str,
    pub(crate) otherwise_in: &'static str,
    pub(crate) list_price: &'static str,
    pub(crate) not_lost: &'static str,
    pub(crate) not_nurtured: &'static str,
    pub(crate) not_closed: &'static str,
    pub(crate) field_left_out: Plural,

    pub(crate) row_left_out: &'static str,
    pub(crate) cell_left_out: &'static str,
    pub(crate) changed: &'static str,
    pub(crate) noted: &'static str,
}

pub(crate) static EN: Texts = Texts {
    unreadable: "This file can’t be read",
    problems: Plural { one: "{n} thing to know", other: "{n} things to know" },
    more_problems: Plural { one: "And {n} more.", other: "And {n} more." },
    at_line: "Line {line}",
    at_cell: "Line {line}, column {column}",
    at_column: "Column {column}",
    in_sheet: "Sheet “{sheet}”",

    vanished: "It was moved, renamed or changed since it was chosen. Remove it here and choose it again.",
    too_much: "Reading it took more memory than the browser grants. Close other tabs and try again, or split the file into several.",
    cancelled: "The reading was stopped. Remove the file here and choose it again.",
    empty: "There is nothing in it. Export it again, and open it once to see that it has rows.",
    too_large: "It has {size} MB, and up to {limit} MB are read. Split it into several files, or export fewer columns.",
    not_a_table: "It is {content} and holds no table. Export the data as CSV or .xlsx and add that file.",
    old_workbook: "It is a workbook of a very old Excel. Open it, save it as .xlsx and add that file.",
    binary_workbook: "It is a binary workbook, .xlsb. Open it in Excel, save it as .xlsx and add that file.",
    html: "It is a web page under another name, as some systems export. Open it in Excel, save it as .xlsx and add that file.",
    xml: "It is XML. Open it in Excel, save it as .xlsx and add that file.",
    json: "It is JSON. Export the data as CSV or .xlsx and add that file. A Fairlead backup is restored under Settings → Data.",
    unknown: "It holds no text and no workbook, whatever its name says. Export the data as CSV or .xlsx and add that file.",
    contents: ["a picture", "a PDF document", "a program", "an archive", "a document"],
    password: "It is locked with a password. Open it in Excel, remove the password under File → Info, save it and add it again.",
    damaged: "The workbook is damaged or cut off. Export or download it again; or open it in Excel, which may repair it, and save it.",
    bomb: "It is small but unpacks to far more than a workbook holds, which is a way to do harm. If you trust it, open it in Excel and save it as CSV.",
    too_many_cells: "It has more cells than fit into memory. Split it into several files, or export fewer columns.",
    no_such_place: "There is no header in the line that you chose. Choose another line.",

    unbalanced_quote: "A quotation mark is opened and never closed. It was read as part of the text; check this row.",
    stray_quote: "Text goes on after a closing quotation mark. Check this cell.",
    too_many: "{found} cells, where the header has {expected}. The rest is in columns without a name. Check whether a text with the separator in it lacks its quotation marks.",
    too_few: "{found} cells, where the header has {expected}. What is missing counts as empty. Check that a line break has not cut the row in two.",
    too_many_columns: "{found} cells, of which the first {kept} are read. Take out columns that you don’t need, and add the file again.",
    duplicate_header: "A second column of this name is called “{renamed}” here. Check under “Columns” which of the two you need.",
    blank_header: "A column without a name holds data. It is matched by its place.",
    large_cell: "A cell of {size} MB. It was kept; check that nothing is missing behind it.",
    bad_characters: "Some characters can’t be read. If the text looks wrong, choose another encoding.",
    cell_error: "A formula that failed. The cell counts as empty. Correct the formula, or put the value in its place.",
    bad_date: "A date that no calendar has. It was kept as a number. Correct it in the workbook.",
    bad_cell: "This cell could not be read and counts as empty. Type it again in the workbook, or save the sheet as CSV.",
    no_rows: "There is a header and nothing below it. Check that the export has rows.",
    rows_above: Plural {
        one: "{n} row above the header was passed over.",
        other: "{n} rows above the header were passed over.",
    },
    hidden_sheet: "This sheet is hidden in the workbook. It was read all the same.",
    damaged_sheet: "The sheet is damaged and was read up to here. Export it again to have all of it.",
    too_many_sheets: "The workbook has {found} sheets, of which the first {kept} are read. Put the ones you need into a workbook of their own.",

    not_a_date: "This is no date. Correct it in the file, or give the column another meaning.",
    no_day: "The day is missing. Add it in the file.",
    zero_date: "A date of zeros stands for none. Leave the cell empty in the file.",
    impossible_date: "There is no such day or time. Correct it in the file.",
    year: "The year has to be between {first} and {last}. Correct it in the file.",
    other_order: "Day and month stand in another order than in the rest of the column. Write it as the others are.",
    not_a_number: "This is no number. Correct it in the file, or give the column another meaning.",
    number_too_large: "This is more than a deal can be worth. Check the amount in the file.",
    other_style: "Commas and points stand in it otherwise than in the rest of the column. Write it as the others are.",
    not_a_percent: "A chance is between 0 and 100 %. Correct it in the file.",
    currency: "This is no currency code such as USD. Correct it, or leave the cell empty.",
    status: "This says neither open, won, lost nor nurtured, so it is passed over. Write one of the four in the file.",
    negative: "A value can’t be below zero. Correct it in the file.",
    rounded: "It has more decimals than its currency and is rounded. Check that the currency is right.",
    no_title: "There is no title. Add one in the file.",
    no_name: "There is no name. Add one in the file.",
    no_stage: "This stage leads nowhere. Choose where it leads under “Values”.",
    blank_stage: "There is no stage. Add it in the file.",
    no_deal: "The row names no deal. Add the id or the title of the deal.",
    too_long: "It has {chars} characters, and {most} fit. Shorten it in the file.",
    cut_short: "It has {chars} characters, and the first {most} are kept. Shorten it in the file, or give the column another meaning.",
    rounded_percent: "Win chances are whole percents here, so it is rounded. Write it without decimals if it should be another.",
    unknown_deal: "This deal is in none of the files and not here. Import the deals with this file, or before it.",
    several_deals: "Several deals have this title. Add a column with the id of the deal.",
    unknown_number: "No file says what this number is the number of. Add the file that does.",
    no_created: "There is no date of creation, so it is in no sales cycle and among the new deals of no period. If the file has that date, say which column it is; if not, it can be filled in later, under Insights, Data quality.",
    closed_before: "It was closed before it was created, so it is in no sales cycle. Check both dates in the file, or put them right later, under Insights, Data quality.",
    created_after: "It was closed before it was created, so it counts as created when it was closed, or when its stage history begins. Check both dates in the file.",
    otherwise_in: "{file}, line {line}, says otherwise about the same one, and counts. Put right which of the two is wrong.",
    otherwise: "Line {line} says otherwise about the same one, and counts. Put right which of the two is wrong.",
    twice: "The same deal stands in line {line} already; what this line says counts. Remove one of the two if that is wrong.",
    twice_in: "The same deal stands in {file}, line {line}, already; what this line says counts. Remove one of the two if that is wrong.",
    merged_in: "It is one with {file}, line {line}, and only adds what that leaves open. If they are two, say so under “Values”.",
    merged: "It is one with line {line}, and only adds what that leaves open. If they are two, say so under “Values”.",
    list_price: "It has no value and gets the list price of its product. Fill in the value if it is another.",
    not_lost: "It is about a lost deal, and as the row stands this one is not lost. If it was, say so in the file with a status or a stage.",
    not_nurtured: "It is about a deal in nurture, and as the row stands this one is not. If it is, say so in the file with a status.",
    not_closed: "It is the day of a closing, and as the row stands this deal is open. If it is closed, say so in the file with a status or a stage; if it is expected to close then, give the column that meaning.",
    field_left_out: Plural {
        one: "Deals here have no such field, so its one change was left out. Choose under “Columns” what it means.",
        other: "Deals here have no such field, so its {n} changes were left out. Choose under “Columns” what it means.",
    },

    row_left_out: "Row left out",
    cell_left_out: "Cell left out",
    changed: "Comes in changed",
    noted: "Comes in as it stands",
};

pub(crate) static ZH: Texts = Texts {
    unreadable: "无法读取这个文件",
    problems: Plural::same("{n} 条提示"),
    more_problems: Plural::same("另有 {n} 条。"),
    at_line: "第 {line} 行",
    at_cell: "第 {line} 行，第 {column} 列",
    at_column: "第 {column} 列",
    in_sheet: "工作表“{sheet}”",

    vanished: "选择之后，这个文件被移动、改名或修改过。请在这里移除，再重新选择。",
    too_much: "读取它需要的内存超出了浏览器的限额。请关闭其他标签页后重试，或把文件拆成几个。",
    cancelled: "读取已停止。请在这里移除文件，再重新选择。",
    empty: "文件里没有内容。请重新导出，并打开看一看是否有数据。",
    too_large: "文件大小 {size} MB，超过了 {limit} MB 的上限。请拆成几个文件，或少导出几列。",
    not_a_table: "这是{content}，里面没有表格。请把数据导出为 CSV 或 .xlsx 再添加。",
    old_workbook: "这是很旧的 Excel 版本的工作簿。请打开后另存为 .xlsx 再添加。",
    binary_workbook: "这是二进制工作簿 .xlsb。请用 Excel 打开，另存为 .xlsx 再添加。",
    html: "这其实是一个网页，有些系统会这样导出。请用 Excel 打开，另存为 .xlsx 再添加。",
    xml: "这是 XML 文件。请用 Excel 打开，另存为 .xlsx 再添加。",
    json: "这是 JSON 文件。请把数据导出为 CSV 或 .xlsx 再添加；Fairlead 的备份请到“设置 → 数据”恢复。",
    unknown: "无论扩展名是什么，文件内容既不是文本也不是工作簿。请把数据导出为 CSV 或 .xlsx 再添加。",
    contents: ["图片", "PDF 文档", "程序", "压缩包", "文档"],
    password: "文件设了密码。请用 Excel 打开，在“文件 → 信息”中取消密码，保存后重新添加。",
    damaged: "工作簿已损坏或不完整。请重新导出或下载；也可以用 Excel 打开修复后保存。",
    bomb: "文件很小，解压后却远远超出工作簿应有的大小，这可能是恶意文件。如果您信任它，请用 Excel 打开并另存为 CSV。",
    too_many_cells: "单元格太多，内存放不下。请拆成几个文件，或少导出几列。",
    no_such_place: "您选择的行里没有表头，请选择其他行。",

    unbalanced_quote: "引号只有开头没有结尾，已当作普通字符读取，请检查这一行。",
    stray_quote: "引号结束之后还有文字，请检查这个单元格。",
    too_many: "这一行有 {found} 个单元格，表头只有 {expected} 个；多出的放在没有名称的列里。请检查是否有内容带分隔符却没加引号。",
    too_few: "这一行有 {found} 个单元格，表头有 {expected} 个；缺少的按空白处理。请检查这一行是否被换行拆成了两行。",
    too_many_columns: "这一行有 {found} 个单元格，只读取前 {kept} 个。请删掉用不上的列，再重新添加。",
    duplicate_header: "有同名的列，后面这一列在这里叫“{renamed}”。请在“列”这一步核对该用哪一列。",
    blank_header: "有一列有数据但没有名称，按位置匹配。",
    large_cell: "这个单元格有 {size} MB，已保留；请检查后面的内容是否完整。",
    bad_characters: "有些字符无法识别。如果文字看起来不对，请换一种编码。",
    cell_error: "公式出错，这个单元格按空白处理。请改正公式，或直接填入结果。",
    bad_date: "日历上没有这个日期，已按数字保留。请在工作簿中改正。",
    bad_cell: "这个单元格无法读取，按空白处理。请在工作簿中重新填写，或另存为 CSV。",
    no_rows: "只有表头，下面没有数据。请检查导出的文件。",
    rows_above: Plural::same("略过了表头上方的 {n} 行。"),
    hidden_sheet: "这张工作表在工作簿里是隐藏的，也已读取。",
    damaged_sheet: "这张工作表已损坏，只读到这里。重新导出才能得到完整的数据。",
    too_many_sheets: "工作簿有 {found} 张工作表，只读取前 {kept} 张。请把需要的工作表另存为单独的工作簿。",

    not_a_date: "这不是日期。请在文件中改正，或为这一列另选含义。",
    no_day: "日期不完整，只有年月，没有具体哪一天。请在文件中补上。",
    zero_date: "全为零的日期表示没有日期。请在文件中留空。",
    impossible_date: "没有这个日期或时间。请在文件中改正。",
    year: "年份应在 {first} 到 {last} 之间。请在文件中改正。",
    other_order: "日和月的顺序与这一列的其他行不同。请改成一致的写法。",
    not_a_number: "这不是数字。请在文件中改正，或为这一列另选含义。",
    number_too_large: "超出了商机金额的上限。请核对文件中的金额。",
    other_style: "逗号和点的用法与这一列的其他行不同。请改成一致的写法。",
    not_a_percent: "概率应在 0% 到 100% 之间。请在文件中改正。",
    currency: "这不是有效的币种代码（正确的例子：CNY）。请改正或留空。",
    status: "看不出是进行中、赢单、输单还是培育中，已略过。请在文件中写成这四种之一。",
    negative: "金额不能小于零。请在文件中改正。",
    rounded: "小数位数超过了该币种的精度，已四舍五入。请核对币种。",
    no_title: "没有商机名称。请在文件中补上。",
    no_name: "没有名称。请在文件中补上。",
    no_stage: "这个阶段还没有指定对应到哪个阶段。请在“数据对应”中选择。",
    blank_stage: "没有阶段。请在文件中补上。",
    no_deal: "这一行没有说明是哪个商机。请补上商机编号或名称。",
    too_long: "有 {chars} 个字符，最多 {most} 个。请在文件中缩短。",
    cut_short: "有 {chars} 个字符，只保留前 {most} 个。请在文件中缩短，或为这一列另选含义。",
    rounded_percent: "赢单概率按整数百分比保存，已四舍五入。如果不合适，请在文件中改成整数。",
    unknown_deal: "所选文件和当前工作区中都没有这个商机。请先导入商机，或与这个文件一起导入。",
    several_deals: "有多个商机叫这个名称，请在文件中加一列商机编号。",
    unknown_number: "没有文件说明这个编号对应什么。请添加对应的文件。",
    no_created: "没有创建日期，不计入销售周期和任何期间的新建商机。如果文件中有，请指定是哪一列；没有的话，导入后可在“分析”的“数据质量”中补填。",
    closed_before: "结束日期早于创建日期，不计入销售周期。请核对文件中的两个日期，也可导入后在“分析”的“数据质量”中更正。",
    created_after: "结束日期早于创建日期，创建日期已改为结束日期，或阶段历史中最早的日期。请核对文件中的两个日期。",
    otherwise_in: "{file} 第 {line} 行对同一条记录的内容不同，以该行为准。请改正其中有误的一行。",
    otherwise: "第 {line} 行对同一条记录的内容不同，以第 {line} 行为准。请改正其中有误的一行。",
    twice: "第 {line} 行已有同一个商机，以当前行的内容为准。如果不对，请删掉其中一行。",
    twice_in: "{file} 第 {line} 行已有同一个商机，以当前行的内容为准。如果不对，请删掉其中一行。",
    merged_in: "与 {file} 第 {line} 行合并，只补充其中空缺的内容。如果是两个，请在“数据对应”中说明。",
    merged: "与第 {line} 行合并，只补充其中空缺的内容。如果是两个，请在“数据对应”中说明。",
    list_price: "没有金额，取产品的标价。如果金额不同，请在文件中填写。",
    not_lost: "这是输单信息，但按这一行的内容，该商机并未输单。如已输单，请在文件中用状态或阶段注明。",
    not_nurtured: "这是培育信息，但按这一行的内容，该商机不在培育中。如在培育中，请在文件中用状态注明。",
    not_closed: "这是结束日期，但按这一行的内容，该商机仍在进行中。如已结束，请在文件中用状态或阶段注明；如果是预计成交日期，请为这一列另选含义。",
    field_left_out: Plural::same("商机没有对应的字段，略过了该字段的 {n} 条变更。请在“列”中选择它的含义。"),

    row_left_out: "未导入该行",
    cell_left_out: "略过该单元格",
    changed: "调整后导入",
    noted: "原样导入",
};

/// Bytes as whole megabytes, at least one.
fn megabytes(bytes: u64) -> String {
    let whole = bytes.div_ceil(1_000_000).max(1);
    intl::count(usize::try_from(whole).unwrap_or(usize::MAX))
}

fn number(number: u32) -> String {
    intl::count(usize::try_from(number).unwrap_or(usize::MAX))
}

/// Why a file can't be read, and what to do.
pub(crate) fn read_error(kind: &ReadErrorKind) -> String {
    let texts = t().import_problems();
    let plain = match kind {
        ReadErrorKind::Cancelled => texts.cancelled,
        ReadErrorKind::Empty => texts.empty,
        ReadErrorKind::TooLarge { bytes, limit } => {
            let (size, limit) = (megabytes(*bytes), megabytes(*limit));
            return fill(texts.too_large, &[("size", &size), ("limit", &limit)]);
        }
        ReadErrorKind::NotATable(content) => return not_a_table(*content),
        ReadErrorKind::Password => texts.password,
        ReadErrorKind::Damaged => texts.damaged,
        ReadErrorKind::Bomb => texts.bomb,
        ReadErrorKind::TooManyCells => texts.too_many_cells,
        ReadErrorKind::NoSuchPlace => texts.no_such_place,
    };
    plain.to_owned()
}

fn not_a_table(content: Content) -> String {
    let texts = t().import_problems();
    let [picture, pdf, program, archive, document] = texts.contents;
    let called = match content {
        Content::Picture => picture,
        Content::Pdf => pdf,
        Content::Program => program,
        Content::Archive => archive,
        Content::Document => document,
        Content::OldWorkbook => return texts.old_workbook.to_owned(),
        Content::BinaryWorkbook => return texts.binary_workbook.to_owned(),
        Content::Html => return texts.html.to_owned(),
        Content::Xml => return texts.xml.to_owned(),
        Content::Json => return texts.json.to_owned(),
        Content::Unknown => return texts.unknown.to_owned(),
    };
    fill(texts.not_a_table, &[("content", called)])
}

/// What to know about a file that was read.
pub(crate) fn read_problem(kind: &ProblemKind) -> String {
    let texts = t().import_problems();
    let plain = match kind {
        ProblemKind::UnbalancedQuote => texts.unbalanced_quote,
        ProblemKind::StrayQuote => texts.stray_quote,
        ProblemKind::TooManyCells { expected, found } => {
            return fill(texts.too_many, &[("expected", &number(*expected)), ("found", &number(*found))]);
        }
        ProblemKind::TooFewCells { expected, found } => {
            return fill(texts.too_few, &[("expected", &number(*expected)), ("found", &number(*found))]);
        }
        ProblemKind::TooManyColumns { kept, found } => {
            return fill(texts.too_many_columns, &[("kept", &number(*kept)), ("found", &number(*found))]);
        }
        ProblemKind::DuplicateHeader { renamed } => {
            return fill(texts.duplicate_header, &[("renamed", renamed)]);
        }
        ProblemKind::BlankHeader => texts.blank_header,
        ProblemKind::LargeCell { bytes } => {
            return fill(texts.large_cell, &[("size", &megabytes(u64::from(*bytes)))]);
        }
        ProblemKind::BadCharacters => texts.bad_characters,
        ProblemKind::CellError => texts.cell_error,
        ProblemKind::BadDate => texts.bad_date,
        ProblemKind::BadCell => texts.bad_cell,
        ProblemKind::NoRows => texts.no_rows,
        ProblemKind::RowsAboveHeader { rows } => {
            return texts.rows_above.of(usize::try_from(*rows).unwrap_or(usize::MAX));
        }
        ProblemKind::HiddenSheet => texts.hidden_sheet,
        ProblemKind::DamagedSheet => texts.damaged_sheet,
        ProblemKind::TooManySheets { kept, found } => {
            return fill(texts.too_many_sheets, &[("kept", &number(*kept)), ("found", &number(*found))]);
        }
    };
    plain.to_owned()
}

/// Where in a file something is; empty where it is about the whole of it.
pub(crate) fn place(place: &Place) -> String {
    let texts = t().import_problems();
    // A line is found by its plain digits, in an editor as well as here.
    let column = place.column.map(|column| (column + 1).to_string());
    let at = match (place.line, column) {
        (Some(line), Some(column)) => {
            Some(fill(texts.at_cell, &[("line", &line.to_string()), ("column", &column)]))
        }
        (Some(line), None) => Some(fill(texts.at_line, &[("line", &line.to_string())])),
        (None, Some(column)) => Some(fill(texts.at_column, &[("column", &column)])),
        (None, None) => None,
    };
    let sheet = place.sheet.as_ref().map(|sheet| fill(texts.in_sheet, &[("sheet", sheet)]));
    [sheet, at].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What a problem that was found while reading asks to be said about its place and its text: `Line 3 · “abc”`.
pub(crate) fn place_and_value(problem: &read::Problem) -> String {
    let value = problem.place.value.as_ref().map(|value| format!("“{value}”"));
    let parts = [Some(place(&problem.place)), value];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn date_error(error: DateError) -> String {
    let texts = t().import_problems();
    let plain = match error {
        DateError::NotADate => texts.not_a_date,
        DateError::NoDay => texts.no_day,
        DateError::Zero => texts.zero_date,
        DateError::Impossible => texts.impossible_date,
        DateError::YearOutOfRange => {
            return fill(texts.year, &[("first", &FIRST_YEAR.to_string()), ("last", &LAST_YEAR.to_string())]);
        }
        DateError::OtherOrder => texts.other_order,
    };
    plain.to_owned()
}

fn number_error(error: NumberError) -> &'static str {
    let texts = t().import_problems();
    match error {
        NumberError::NotANumber => texts.not_a_number,
        NumberError::TooLarge => texts.number_too_large,
        NumberError::OtherStyle => texts.other_style,
        NumberError::NotAPercent => texts.not_a_percent,
    }
}

/// What is wrong with a cell or a row. `file` tells the name of a table by its number.
pub(crate) fn problem<'n>(problem: &Problem, file: impl Fn(usize) -> &'n str) -> String {
    let texts = t().import_problems();
    let at =
        |text: &str, row: RowRef| fill(text, &[("line", &row.line.to_string()), ("file", file(row.file))]);
    let plain = match problem {
        Problem::Date(error) => return date_error(*error),
        Problem::Number(error) => number_error(*error),
        Problem::Currency => texts.currency,
        Problem::Status => texts.status,
        Problem::NotLost => texts.not_lost,
        Problem::NotNurtured => texts.not_nurtured,
        Problem::NotClosed => texts.not_closed,
        Problem::Negative => texts.negative,
        Problem::Rounded => texts.rounded,
        Problem::Percentage => texts.not_a_percent,
        Problem::NoTitle => texts.no_title,
        Problem::NoName => texts.no_name,
        Problem::NoStage => texts.no_stage,
        Problem::BlankStage => texts.blank_stage,
        Problem::NoDeal => texts.no_deal,
        Problem::TooLong(chars) => {
            let most = intl::count(sales::decide::MAX_TITLE_CHARS);
            return fill(texts.too_long, &[("chars", &intl::count(*chars)), ("most", &most)]);
        }
        Problem::CutShort(chars) => {
            let most = intl::count(sales::decide::MAX_LINE_CHARS);
            return fill(texts.cut_short, &[("chars", &intl::count(*chars)), ("most", &most)]);
        }
        Problem::RoundedPercent => texts.rounded_percent,
        Problem::UnknownDeal => texts.unknown_deal,
        Problem::SeveralDeals => texts.several_deals,
        Problem::UnknownNumber => texts.unknown_number,
        Problem::NoCreated => texts.no_created,
        Problem::ClosedBeforeCreated => texts.closed_before,
        Problem::CreatedAfterClosing => texts.created_after,
        Problem::Twice(line) => return fill(texts.twice, &[("line", &line.to_string())]),
        Problem::Otherwise(line) => return fill(texts.otherwise, &[("line", &line.to_string())]),
        Problem::TwiceIn(earlier) => return at(texts.twice_in, *earlier),
        Problem::Merged(line) => return fill(texts.merged, &[("line", &line.to_string())]),
        Problem::OtherwiseIn(first) => return at(texts.otherwise_in, *first),
        Problem::MergedIn(into) => return at(texts.merged_in, *into),
        Problem::ListPrice => texts.list_price,
        Problem::FieldLeftOut(changes) => return texts.field_left_out.of(*changes),
    };
    plain.to_owned()
}

/// What is done about it.
pub(crate) fn effect(effect: Effect) -> &'static str {
    let texts = t().import_problems();
    match effect {
        Effect::RowLeftOut => texts.row_left_out,
        Effect::CellLeftOut => texts.cell_left_out,
        Effect::Changed => texts.changed,
        Effect::Noted => texts.noted,
    }
}
