//! Words of what is sold and how it is made known. All of it is invented.

/// Something that is sold.
pub(super) struct WareWords {
    pub(super) code: &'static str,
    pub(super) zh: &'static str,
    pub(super) en: &'static str,
    /// Key of its category.
    pub(super) category: &'static str,
    pub(super) unit: (&'static str, &'static str),
    /// Price in yuan.
    pub(super) yuan: i64,
}

const fn ware(
    code: &'static str,
    zh: &'static str,
    en: &'static str,
    category: &'static str,
    unit: (&'static str, &'static str),
    yuan: i64,
) -> WareWords {
    WareWords {
        code,
        zh,
        en,
        category,
        unit,
        yuan,
    }
}

const PIECE: (&str, &str) = ("台", "piece");
const SET: (&str, &str) = ("套", "set");
const YEAR: (&str, &str) = ("年", "year");
const DAY: (&str, &str) = ("天", "day");
const BOX: (&str, &str) = ("盒", "box");

pub(super) const WARES: [WareWords; 18] = [
    ware(
        "HV-20",
        "HV-20 视觉检测机",
        "HV-20 inspection machine",
        "equipment",
        PIECE,
        86_000,
    ),
    ware(
        "HV-40",
        "HV-40 视觉检测机",
        "HV-40 inspection machine",
        "equipment",
        PIECE,
        168_000,
    ),
    ware(
        "HV-60",
        "HV-60 双工位检测机",
        "HV-60 twin inspection machine",
        "equipment",
        PIECE,
        295_000,
    ),
    ware(
        "RC-10",
        "RC-10 协作机械臂",
        "RC-10 cooperating arm",
        "equipment",
        PIECE,
        128_000,
    ),
    ware(
        "CV-05",
        "CV-05 输送线",
        "CV-05 conveyor",
        "equipment",
        SET,
        46_000,
    ),
    ware(
        "LB-12",
        "LB-12 激光打标机",
        "LB-12 laser marker",
        "equipment",
        PIECE,
        58_000,
    ),
    ware(
        "IO-44",
        "4410-B 输入输出模块",
        "4410-B input module",
        "parts",
        PIECE,
        2_600,
    ),
    ware(
        "CM-08",
        "800 万像素工业相机",
        "8-megapixel camera",
        "parts",
        PIECE,
        7_800,
    ),
    ware(
        "LN-35",
        "35 mm 远心镜头",
        "35 mm telecentric lens",
        "parts",
        PIECE,
        4_200,
    ),
    ware("LT-02", "环形光源", "Ring light", "parts", PIECE, 1_350),
    ware("BT-90", "传动皮带", "Drive belt", "parts", SET, 680),
    ware(
        "FL-10",
        "滤芯（10 片装）",
        "Filters, box of 10",
        "consumables",
        BOX,
        420,
    ),
    ware(
        "IN-30",
        "打标耗材",
        "Marking supplies",
        "consumables",
        BOX,
        560,
    ),
    ware(
        "SW-QC",
        "质检数据平台",
        "Quality data platform",
        "software",
        YEAR,
        36_000,
    ),
    ware(
        "SW-AI",
        "缺陷识别模型",
        "Defect model",
        "software",
        YEAR,
        52_000,
    ),
    ware(
        "SV-YR",
        "年度维保",
        "Yearly maintenance",
        "service",
        YEAR,
        24_000,
    ),
    ware(
        "SV-TR",
        "操作培训",
        "Operator training",
        "service",
        DAY,
        3_200,
    ),
    ware(
        "SV-EN",
        "现场工程师",
        "Engineer on site",
        "service",
        DAY,
        2_800,
    ),
];

/// What stands on the last line of a quote, for what is left of its amount.
pub(super) const INSTALLATION: (&str, &str) = ("安装调试", "Installation and start-up");

/// A campaign: its name in both languages, the key of its type, and its budget in yuan.
pub(super) const CAMPAIGNS: [(&str, &str, &str, i64); 6] = [
    ("秋季工博会", "Autumn industry fair", "trade_show", 180_000),
    ("视觉检测公开课", "Inspection webinar", "webinar", 12_000),
    (
        "老客户回访月",
        "Month of old friends",
        "telemarketing",
        8_000,
    ),
    ("新品 HV-60 邮件", "HV-60 mailing", "email", 5_000),
    (
        "行业媒体广告",
        "Trade press advertisements",
        "advertisement",
        90_000,
    ),
    ("转介绍有礼", "Bring a neighbour", "referral", 30_000),
];

/// Parts of a payment: name in both languages, percent, and days after signing.
pub(super) const INSTALMENTS: [(&str, &str, i64, i64); 3] = [
    ("首付款", "Down payment", 30, 7),
    ("发货款", "On delivery", 60, 30),
    ("质保金", "Retention", 10, 180),
];

/// What customers write to the service desk about.
pub(super) const TROUBLES: [(&str, &str, &str); 8] = [
    ("三号线 E-204 停机", "Line 3 stopped with E-204", "fault"),
    ("相机标定偏差", "Camera calibration is off", "fault"),
    (
        "如何导出质检报表",
        "How to export the quality report",
        "question",
    ),
    (
        "申请增加一个班次账号",
        "One more account for the night shift",
        "request",
    ),
    ("备件发错型号", "Wrong spare part delivered", "complaint"),
    ("皮带异响", "Noise from the belt", "fault"),
    ("光源亮度不足", "Ring light is too weak", "fault"),
    (
        "希望提前做年度保养",
        "Maintenance earlier than planned",
        "request",
    ),
];
