//! Words that sample data is made of. All companies and persons are invented.

pub(super) const CITIES: [(&str, &str); 16] = [
    ("宁波", "Ningbo"),
    ("苏州", "Suzhou"),
    ("杭州", "Hangzhou"),
    ("深圳", "Shenzhen"),
    ("上海", "Shanghai"),
    ("广州", "Guangzhou"),
    ("成都", "Chengdu"),
    ("武汉", "Wuhan"),
    ("青岛", "Qingdao"),
    ("厦门", "Xiamen"),
    ("无锡", "Wuxi"),
    ("合肥", "Hefei"),
    ("西安", "Xi'an"),
    ("长沙", "Changsha"),
    ("天津", "Tianjin"),
    ("重庆", "Chongqing"),
];

pub(super) const FIRST_SIGNS: [&str; 24] = [
    "海", "华", "瑞", "恒", "金", "远", "盛", "嘉", "德", "信", "立", "天", "新", "泰", "东", "明",
    "博", "汇", "宏", "安", "诚", "创", "联", "永",
];
pub(super) const SECOND_SIGNS: [&str; 24] = [
    "川", "通", "达", "丰", "源", "成", "利", "业", "城", "科", "宇", "峰", "和", "瑞", "航", "邦",
    "康", "美", "隆", "力", "星", "润", "泽", "腾",
];

/// What a Chinese company does, and the key of its industry.
pub(super) const TRADES: [(&str, &str); 14] = [
    ("精密机械", "manufacturing"),
    ("自动化设备", "manufacturing"),
    ("电子科技", "technology"),
    ("软件", "it_services"),
    ("信息技术", "it_services"),
    ("医疗器械", "healthcare"),
    ("生物医药", "pharma"),
    ("食品", "food"),
    ("物流", "logistics"),
    ("建筑工程", "construction"),
    ("新能源", "energy"),
    ("商贸", "retail"),
    ("教育咨询", "education"),
    ("通信设备", "communications"),
];

pub(super) const FOREIGN_FIRST: [&str; 24] = [
    "Brightwater",
    "Northgate",
    "Silverline",
    "Oakfield",
    "Harbour",
    "Bluepeak",
    "Redwood",
    "Kestrel",
    "Lindenhof",
    "Fjordland",
    "Amberley",
    "Westbrook",
    "Stonebridge",
    "Clearview",
    "Maplewood",
    "Ironbark",
    "Whitcombe",
    "Ashgrove",
    "Larkspur",
    "Goldcrest",
    "Tamarind",
    "Highmoor",
    "Cedarville",
    "Polaris",
];
pub(super) const FOREIGN_TRADES: [(&str, &str); 14] = [
    ("Foods", "food"),
    ("Logistics", "logistics"),
    ("Precision Tools", "manufacturing"),
    ("Instruments", "manufacturing"),
    ("Software", "it_services"),
    ("Analytics", "technology"),
    ("Medical", "healthcare"),
    ("Pharma", "pharma"),
    ("Retail Group", "retail"),
    ("Energy", "energy"),
    ("Construction", "construction"),
    ("Consulting", "consulting"),
    ("Learning", "education"),
    ("Telecom", "communications"),
];
/// The form of a company, its place, and the currency it pays in.
pub(super) const FOREIGN_FORMS: [(&str, &str, &str); 6] = [
    ("Inc.", "San Francisco", "USD"),
    ("LLC", "Austin", "USD"),
    ("GmbH", "Hamburg", "EUR"),
    ("Ltd", "Leeds", "GBP"),
    ("B.V.", "Rotterdam", "EUR"),
    ("Pte. Ltd.", "Singapore", "SGD"),
];

pub(super) const SURNAMES: [(&str, &str); 20] = [
    ("王", "wang"),
    ("李", "li"),
    ("张", "zhang"),
    ("刘", "liu"),
    ("陈", "chen"),
    ("杨", "yang"),
    ("赵", "zhao"),
    ("黄", "huang"),
    ("周", "zhou"),
    ("吴", "wu"),
    ("徐", "xu"),
    ("孙", "sun"),
    ("胡", "hu"),
    ("朱", "zhu"),
    ("高", "gao"),
    ("林", "lin"),
    ("何", "he"),
    ("郭", "guo"),
    ("马", "ma"),
    ("罗", "luo"),
];
pub(super) const GIVEN: [(&str, &str); 20] = [
    ("芳", "fang"),
    ("伟", "wei"),
    ("敏", "min"),
    ("静", "jing"),
    ("建国", "jianguo"),
    ("丽", "li"),
    ("强", "qiang"),
    ("磊", "lei"),
    ("晓明", "xiaoming"),
    ("婷婷", "tingting"),
    ("志强", "zhiqiang"),
    ("雪", "xue"),
    ("浩然", "haoran"),
    ("欣怡", "xinyi"),
    ("子轩", "zixuan"),
    ("雨桐", "yutong"),
    ("俊杰", "junjie"),
    ("慧", "hui"),
    ("国栋", "guodong"),
    ("晨", "chen"),
];
pub(super) const FIRST_NAMES: [&str; 20] = [
    "Anna", "James", "Maria", "Thomas", "Sofia", "Daniel", "Emma", "Lucas", "Olivia", "Henrik",
    "Grace", "Oscar", "Nora", "Peter", "Clara", "Samuel", "Julia", "Martin", "Alice", "David",
];
pub(super) const LAST_NAMES: [&str; 20] = [
    "Keller",
    "Brooks",
    "Santos",
    "Lindqvist",
    "Moreau",
    "Fischer",
    "Hughes",
    "Novak",
    "Bennett",
    "Jansen",
    "Rossi",
    "Walsh",
    "Carter",
    "Meyer",
    "Dubois",
    "Larsen",
    "Parker",
    "Costa",
    "Ellis",
    "Weber",
];

pub(super) const POSITIONS: [(&str, &str); 8] = [
    ("采购经理", "Purchasing manager"),
    ("总经理", "Managing director"),
    ("技术总监", "Technical director"),
    ("生产主管", "Production lead"),
    ("财务经理", "Finance manager"),
    ("行政主管", "Office manager"),
    ("信息部经理", "IT manager"),
    ("项目经理", "Project manager"),
];
pub(super) const TAGS: [(&str, &str); 6] = [
    ("重点客户", "Key account"),
    ("展会", "Trade show"),
    ("老客户", "Long-standing"),
    ("华东", "Europe"),
    ("待续约", "Renewal due"),
    ("试用中", "On trial"),
];
pub(super) const PRODUCTS: [(&str, &str); 10] = [
    ("年度维保", "annual maintenance"),
    ("二期扩容", "second phase"),
    ("首批设备", "first batch of machines"),
    ("系统升级", "system upgrade"),
    ("产线改造", "line rebuild"),
    ("数据平台", "data platform"),
    ("培训服务", "training"),
    ("备件框架", "spare parts frame"),
    ("云服务", "cloud service"),
    ("试点项目", "pilot"),
];
/// What was said, by kind of activity.
pub(super) const DONE: [(&str, &str, &str); 8] = [
    (
        "call",
        "电话沟通报价细节",
        "Went through the quotation on the phone",
    ),
    ("call", "回访使用情况", "Asked how things are going"),
    ("visit", "上门拜访，参观车间", "Visited the plant"),
    ("meeting", "方案评审会", "Review of the proposal"),
    ("wechat", "微信发送产品资料", "Sent product material"),
    ("mail", "发送报价单", "Sent the offer by mail"),
    (
        "meeting",
        "合同条款讨论",
        "Talked over the terms of the contract",
    ),
    (
        "note",
        "客户预算十一月确定",
        "Their budget is fixed in November",
    ),
];
pub(super) const PLANNED: [(&str, &str, &str); 6] = [
    ("call", "跟进报价反馈", "Follow up on the offer"),
    ("task", "准备合同草案", "Prepare a draft contract"),
    ("visit", "约现场勘查", "Arrange a site visit"),
    ("call", "确认付款进度", "Check on the payment"),
    ("task", "发送更新后的方案", "Send the revised proposal"),
    ("meeting", "季度回顾会议", "Quarterly review"),
];
pub(super) const NEEDS: [(&str, &str); 5] = [
    (
        "想了解年度服务价格",
        "Asks for the price of a yearly service",
    ),
    ("需要替换旧系统", "Wants to replace an old system"),
    ("计划明年扩产", "Plans to expand next year"),
    ("招标前询价", "Asks before a tender"),
    ("同行介绍，想看演示", "Was recommended, wants a demo"),
];
