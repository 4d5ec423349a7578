//! What generated records are called.

use crate::chance::{below, pick};

pub(crate) const CITIES: [&str; 20] = [
    "宁波", "苏州", "杭州", "上海", "无锡", "南京", "合肥", "常州", "绍兴", "嘉兴", "温州", "台州",
    "金华", "厦门", "青岛", "Berlin", "Chicago", "Lyon", "Leeds", "Austin",
];
const FIRST: [&str; 30] = [
    "海川", "立讯", "宏图", "新元", "东瑞", "晶合", "华信", "天成", "金桥", "远望", "博达", "盛世",
    "恒通", "安泰", "中科", "万和", "嘉禾", "同舟", "明德", "瑞丰", "鼎新", "凯旋", "百川", "星辰",
    "长青", "正阳", "启航", "云帆", "德胜", "永兴",
];
const SECOND: [&str; 20] = [
    "精密", "机械", "电子", "科技", "贸易", "实业", "食品", "医药", "物流", "建材", "化工", "软件",
    "传媒", "教育", "能源", "纺织", "汽配", "仪器", "包装", "环保",
];
const ADJECTIVES: [&str; 40] = [
    "Bright",
    "Silver",
    "North",
    "Golden",
    "Royal",
    "Prime",
    "Blue",
    "Summit",
    "Grand",
    "Pacific",
    "Iron",
    "Swift",
    "Clear",
    "Green",
    "Crystal",
    "Union",
    "Noble",
    "Rapid",
    "Stone",
    "Evergreen",
    "Atlas",
    "Vertex",
    "Orion",
    "Delta",
    "Harbor",
    "Cedar",
    "Falcon",
    "Granite",
    "Beacon",
    "Liberty",
    "Maple",
    "Quantum",
    "River",
    "Sterling",
    "Titan",
    "Vista",
    "Willow",
    "Zenith",
    "Amber",
    "Cobalt",
];
const NOUNS: [&str; 30] = [
    "water", "field", "bridge", "line", "works", "craft", "wood", "point", "gate", "port", "forge",
    "mill", "land", "light", "path", "stream", "ridge", "view", "side", "ware", "mark", "spring",
    "crest", "dale", "ford", "haven", "shore", "wind", "hill", "brook",
];
const TRADES: [&str; 12] = [
    "Foods",
    "Tools",
    "Logistics",
    "Systems",
    "Motors",
    "Textiles",
    "Chemicals",
    "Media",
    "Energy",
    "Medical",
    "Packaging",
    "Partners",
];
const SURNAMES: [&str; 24] = [
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林",
    "何", "郭", "马", "罗", "梁", "宋", "郑", "谢",
];
const GIVEN: [&str; 40] = [
    "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明",
    "超", "秀英", "霞", "平", "刚", "桂英", "晓", "建国", "志强", "婷婷", "子涵", "雨桐", "浩然",
    "思远", "佳怡", "梓轩", "欣怡", "俊杰", "嘉豪", "晓彤", "海燕", "文博", "国庆", "美玲",
];
const FORENAMES: [&str; 24] = [
    "Anna", "John", "Maria", "Peter", "Laura", "James", "Sophie", "David", "Emma", "Lucas",
    "Julia", "Thomas", "Clara", "Martin", "Helen", "Robert", "Alice", "Daniel", "Grace", "Simon",
    "Nora", "Victor", "Ruth", "Oscar",
];
const LAST: [&str; 30] = [
    "Smith", "Miller", "Brown", "Weber", "Martin", "Taylor", "Fischer", "Moore", "Clark", "Lewis",
    "Walker", "Young", "Allen", "Wright", "Scott", "Baker", "Hall", "Adams", "Nelson", "Carter",
    "Turner", "Parker", "Collins", "Morris", "Cook", "Bell", "Ward", "Cooper", "Reed", "Bailey",
];
const DEALS: [&str; 8] = [
    "年度框架",
    "设备更新",
    "二期扩容",
    "Annual supply",
    "Retrofit",
    "Service contract",
    "试点项目",
    "Spare parts",
];
const SUBJECTS: [&str; 10] = [
    "电话回访",
    "报价跟进",
    "Call about the offer",
    "Site visit",
    "上门拜访",
    "Send samples",
    "合同条款沟通",
    "Follow-up",
    "交期确认",
    "Meeting with the buyer",
];
const SAID: [&str; 6] = [
    "客户对价格还有顾虑，下周再谈。",
    "They like the sample and want a second one before the end of the month.",
    "预算已批，等总经理签字。",
    "Asked for references from the same trade.",
    "",
    "技术参数已确认，商务条款待定。",
];

/// Two of three customers are Chinese.
pub(crate) fn is_chinese(place: u64) -> bool {
    !place.is_multiple_of(3)
}

pub(crate) fn company(place: u64, city: &str) -> String {
    if is_chinese(place) {
        let city = if city.is_ascii() { "宁波" } else { city };
        let (first, second) = (pick(&FIRST, place, 1), pick(&SECOND, place, 2));
        let third = pick(&FIRST, place, 3);
        return format!("{city}{first}{third}{second}有限公司");
    }
    let (adjective, noun) = (pick(&ADJECTIVES, place, 1), pick(&NOUNS, place, 2));
    let trade = pick(&TRADES, place, 3);
    let other = pick(&ADJECTIVES, place, 4);
    format!("{adjective}{noun} {other} {trade} Ltd")
}

pub(crate) fn person(place: u64) -> String {
    if is_chinese(place) {
        let (surname, given) = (pick(&SURNAMES, place, 1), pick(&GIVEN, place, 2));
        return format!("{surname}{given}");
    }
    format!("{} {}", pick(&FORENAMES, place, 1), pick(&LAST, place, 2))
}

/// A mobile number in its usual writing.
pub(crate) fn phone(place: u64, what: u64) -> String {
    let ahead = pick(&["138", "139", "136", "158", "186", "177"], place, what + 1);
    let rest = below(100_000_000, place, what);
    format!("{ahead} {:04} {:04}", rest / 10_000, rest % 10_000)
}

pub(crate) fn deal(place: u64) -> &'static str {
    pick(&DEALS, place, 1)
}

pub(crate) fn subject(place: u64) -> &'static str {
    pick(&SUBJECTS, place, 1)
}

pub(crate) fn said(place: u64) -> &'static str {
    pick(&SAID, place, 2)
}
