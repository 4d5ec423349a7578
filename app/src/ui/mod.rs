//! The design language as components: buttons, fields, overlays, small marks, and how things are
//! written. A page puts these together and adds no colours, sizes or shadows of its own.

mod at_once;
pub mod browser;
pub mod drag;
mod dropped;
pub mod format;
pub mod inputs;
pub mod moment;

pub mod avatar;
pub mod banner;
pub mod button;
pub mod chip;
pub mod dialog;
pub mod empty;
pub mod fact;
pub mod field;
pub mod file_drop;
pub mod form;
pub mod icon;
pub mod marks;
pub mod menu;
pub mod problem;
pub mod seg;
pub mod skeleton;
pub mod tabs;
pub mod tag;
pub mod toasts;
pub mod unsaved;

mod zone;

pub(crate) use at_once::at_once;
pub use avatar::{Avatar, AvatarShape, AvatarSize, Who, hue_of};
pub use banner::{Banner, BannerLook};
pub use button::{Button, ButtonSize, IconButton, LinkButton, Look, Press};
pub use chip::{Chip, FilterChip};
pub use dialog::{Dialog, DialogBody, DialogButtons, DialogFoot, DialogWidth, Drawer};
pub use empty::{Empty, EmptyLook};
pub use fact::Fact;
pub use field::{Field, FieldState};
pub use file_drop::{ChooseFolder, FileCount, FileDrop};
pub use form::{DialogForm, FormDialog, GoneDialog, Problems, Sending, Trouble};
pub use icon::{Brand, Icon, IconSize};
pub use inputs::{
    Checkbox, Combobox, DateInput, DateTimeInput, NumberInput, Select, SelectOption, Source,
    Suggested, Switch, TextArea, TextInput, TextKind, source,
};
pub use marks::{Meter, Pie, PieLook, Pulse};
pub(crate) use menu::place;
pub use menu::{Menu, MenuItem, MenuLabel, MenuLine, MenuLink};
pub(crate) use moment::full_day;
pub use moment::{Clock, Moment, MomentLook, use_clock};
pub use problem::{failure_text, problem_text, refusal_text, unread_text};
pub use seg::Seg;
pub use skeleton::SkeletonRows;
pub use tabs::{TabLink, Tabs};
pub use tag::{Tag, TagLook};
pub use toasts::{ToastHost, Toasts, use_toasts};
