//! Words in the headers of products.

use super::{Words, words};
use crate::target::Target as T;

#[rustfmt::skip] // So that lists run on instead of down.
pub(super) static WORDS: &[Words] = &[
    words(
        T::Name,
        &[
            "product name", "product", "item name", "item", "产品名称", "产品", "商品名称", "商品",
            "服务名称", "物料名称",
        ],
        &["name", "title", "名称", "service"],
    ),
    words(
        T::ExternalId,
        &["product id", "item id", "record id", "产品编号", "产品id", "商品编号", "记录id"],
        &[
            "id", "product code", "sku", "code", "item code", "internal reference", "编号", "编码",
            "产品编码", "商品编码",
        ],
    ),
    words(
        T::Value,
        &[
            "sales price", "list price", "unit price", "price", "standard price", "selling price",
            "retail price", "产品价格", "销售价格", "销售价", "标准价格", "标准价", "标准售价", "单价",
            "价格", "售价", "零售价", "报价", "目录价",
        ],
        &["amount", "value", "rate", "金额"],
    ),
    words(T::Currency, &["currency", "currency code", "price currency", "币种", "货币"], &[]),
    words(
        T::Note,
        &["description", "product description", "notes", "描述", "产品描述", "产品说明", "备注", "说明"],
        &["details"],
    ),
    words(
        T::Skip,
        &[
            "series", "family", "product family", "category", "product category", "brand", "unit", "tax",
            "cost", "stock", "quantity on hand", "active", "is active", "系列", "类别",
            "产品类别", "产品分类", "产品线", "品牌", "单位", "成本", "库存", "状态", "规格", "型号",
        ],
        &["type", "created", "modified", "类型"],
    ),
];
