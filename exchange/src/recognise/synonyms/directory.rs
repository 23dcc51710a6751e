//! Words in the headers of firms, of their people, and of the team's own.

use super::{Words, words};
use crate::target::Target as T;

#[rustfmt::skip] // So that lists run on instead of down.
pub(super) static ORGANISATIONS: &[Words] = &[
    words(
        T::Name,
        &[
            "account name", "account", "company name", "company", "organization name", "organisation name",
            "organization", "organisation", "customer name", "customer", "client name", "client", "客户名称",
            "客户", "公司名称", "公司", "企业名称", "企业", "单位名称", "单位", "客户全称", "组织名称",
            "机构名称",
        ],
        &["name", "名称", "business name", "firm", "title"],
    ),
    words(
        T::ExternalId,
        &[
            "account id", "company id", "organization id", "organisation id", "customer id", "client id",
            "record id", "external id", "客户编号", "客户id", "客户编码", "公司编号", "公司id", "记录id",
        ],
        &["id", "uuid", "account number", "编号", "编码", "customer number"],
    ),
    words(
        T::Website,
        &[
            "website", "web site", "url", "website url", "web", "domain", "company domain",
            "company domain name", "domain name", "homepage", "网站", "网址", "公司网址", "官网", "主页",
        ],
        &["link", "域名"],
    ),
    words(
        T::Address,
        &[
            "address", "street", "street address", "city", "state", "province", "country", "zip", "zip code",
            "zipcode", "postal code", "postcode", "state region", "country region", "billing street",
            "billing city", "billing state", "billing code", "billing country", "billing postal code",
            "billing address", "office location", "headquarters", "地址", "详细地址", "公司地址", "地区",
            "省", "市", "省份", "城市", "国家", "邮编", "区域", "所在地", "所在地区", "省市区", "办公地址",
        ],
        &["location", "region", "shipping street", "shipping city", "位置"],
    ),
    words(
        T::Industry,
        &["industry", "sector", "vertical", "行业", "所属行业", "客户行业", "行业分类"],
        &["branch", "line of business", "business type", "经营范围"],
    ),
    words(
        T::Note,
        &[
            "description", "notes", "note", "about", "comments", "remarks", "备注", "描述", "说明", "简介",
            "公司简介", "客户描述",
        ],
        &["comment", "memo", "background"],
    ),
    words(
        T::Owner,
        &[
            "owner", "account owner", "company owner", "owner name", "account manager", "负责人", "所有者",
            "客户所有者",
        ],
        &[],
    ),
    words(
        T::Phone,
        &["phone", "phone number", "telephone", "tel", "电话", "联系电话", "公司电话", "座机"],
        &["mobile", "手机"],
    ),
    words(T::Email, &["email", "e mail", "email address", "邮箱", "电子邮件", "公司邮箱"], &[]),
    words(
        T::Skip,
        &[
            "employees", "number of employees", "employee count", "company size", "annual revenue", "revenue",
            "year established", "founded", "year founded", "subsidiary of", "parent account",
            "parent company", "parent", "sic", "sic code", "naics", "account type", "account source",
            "rating", "ticker", "员工人数", "员工数", "人员规模", "公司规模", "规模", "年营业额", "年收入",
            "成立时间", "成立日期", "上级客户", "客户级别", "客户等级", "客户类型", "客户来源", "客户标签",
        ],
        &[
            "type", "segment", "size", "created", "created at", "created date", "modified", "updated at",
            "创建时间", "更新时间",
        ],
    ),
];

#[rustfmt::skip] // So that lists run on instead of down.
pub(super) static CONTACTS: &[Words] = &[
    words(
        T::Name,
        &[
            "contact name", "full name", "contact", "person name", "联系人", "联系人姓名", "联系人名称",
            "姓名", "客户姓名", "客户联系人",
        ],
        &["name", "person", "名称", "名字"],
    ),
    words(T::FirstName, &["first name", "firstname", "given name", "forename", "first", "名"], &[]),
    words(T::LastName, &["last name", "lastname", "surname", "family name", "last", "姓", "姓氏"], &[]),
    words(
        T::ExternalId,
        &["contact id", "person id", "record id", "external id", "联系人编号", "联系人id", "记录id"],
        &["id", "uuid", "编号", "编码"],
    ),
    words(
        T::Organisation,
        &[
            "account name", "account", "company name", "company", "organization", "organisation",
            "organization name", "organisation name", "associated company", "employer", "客户名称",
            "公司名称", "公司", "所属公司", "所属客户", "单位", "工作单位", "单位名称", "企业名称", "客户",
        ],
        &["customer", "client", "business"],
    ),
    words(
        T::OrganisationId,
        &[
            "account id", "company id", "organization id", "organisation id", "customer id",
            "associated company id", "客户编号", "客户id", "公司id",
        ],
        &[],
    ),
    words(
        T::Role,
        &["title", "job title", "role", "position", "function", "职位", "职务", "岗位", "头衔", "角色"],
        &["department", "部门"],
    ),
    words(
        T::Email,
        &[
            "email", "e mail", "email address", "work email", "primary email", "email work", "邮箱",
            "电子邮件", "电子邮箱", "邮件", "邮箱地址",
        ],
        &["emails", "mail", "email 1", "personal email", "email home"],
    ),
    words(
        T::Phone,
        &[
            "phone", "phone number", "mobile", "mobile phone", "mobile number", "mobile phone number", "cell",
            "cell phone", "telephone", "tel", "work phone", "phone work", "手机", "手机号", "手机号码",
            "电话", "联系电话", "电话号码", "联系方式", "移动电话",
        ],
        &["phones", "phone 1", "home phone", "phone home", "座机", "固定电话"],
    ),
    words(
        T::Note,
        &["notes", "note", "description", "comments", "remarks", "background", "备注", "描述", "说明"],
        &["comment", "memo", "about"],
    ),
    words(T::Owner, &["owner", "contact owner", "owner name", "负责人", "所有者", "联系人所有者"], &[]),
    words(
        T::Skip,
        &[
            "salutation", "gender", "birthday", "birthdate", "称呼", "性别", "生日", "lead status",
            "lifecycle stage", "lead source",
        ],
        &[
            "created", "created at", "created date", "modified", "updated at", "last seen", "first seen",
            "创建时间", "更新时间",
        ],
    ),
];

#[rustfmt::skip] // So that lists run on instead of down.
pub(super) static PEOPLE: &[Words] = &[
    words(
        T::Name,
        &[
            "sales agent", "salesperson", "sales person", "sales rep", "sales representative", "rep",
            "rep name", "user", "user name", "employee", "employee name", "full name", "owner", "owner name",
            "team member", "member", "agent", "销售员", "销售人员", "业务员", "员工", "员工姓名", "姓名",
            "成员", "用户", "用户姓名", "销售代表", "负责人",
        ],
        &["name", "名称", "seller"],
    ),
    words(T::FirstName, &["first name", "firstname", "given name", "名"], &[]),
    words(T::LastName, &["last name", "lastname", "surname", "family name", "姓"], &[]),
    words(
        T::ExternalId,
        &[
            "user id", "owner id", "employee id", "rep id", "agent id", "record id", "工号", "员工编号",
            "用户id",
        ],
        &["id", "编号"],
    ),
    words(
        T::Manager,
        &[
            "manager", "manager name", "sales manager", "reports to", "team lead", "supervisor", "经理",
            "主管", "上级", "直属上级", "销售经理", "领导",
        ],
        &["manager id", "leader", "boss"],
    ),
    words(
        T::Region,
        &[
            "region", "regional office", "territory", "area", "office", "sales region", "区域", "大区",
            "地区", "销售区域", "片区", "办事处",
        ],
        &["location", "team", "department", "country", "city", "团队", "部门", "城市"],
    ),
    words(T::Email, &["email", "e mail", "email address", "work email", "邮箱", "电子邮件"], &["username"]),
    words(T::Phone, &["phone", "mobile", "phone number", "手机", "手机号", "电话"], &[]),
    words(T::Role, &["role", "title", "job title", "profile", "职位", "岗位", "角色"], &[]),
    words(
        T::Skip,
        &["active", "is active", "status", "last login", "状态", "是否启用"],
        &["created", "modified", "created at"],
    ),
];
