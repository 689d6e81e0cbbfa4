//! What people call the stages of a run.

use super::Text;

/// The words for a stage; the stage's own name where there are none.
pub fn stage(name: &'static str, lang: super::Lang) -> &'static str {
    match name {
        "read" => STAGE_READ.get(lang),
        "build" => STAGE_BUILD.get(lang),
        "degree" => STAGE_DEGREE.get(lang),
        "betweenness" => STAGE_BETWEENNESS.get(lang),
        "circles" => STAGE_CIRCLES.get(lang),
        "brokerage" => STAGE_BROKERAGE.get(lang),
        "measures" => STAGE_MEASURES.get(lang),
        "segments" => STAGE_SEGMENTS.get(lang),
        "heat" => STAGE_HEAT.get(lang),
        "selection" => STAGE_SELECTION.get(lang),
        "seeds" => STAGE_SEEDS.get(lang),
        "queue" => STAGE_QUEUE.get(lang),
        "holes" => STAGE_HOLES.get(lang),
        "simulation" => STAGE_SIMULATION.get(lang),
        "estimate" => STAGE_ESTIMATE.get(lang),
        "write" => STAGE_WRITE.get(lang),
        "generate" => STAGE_GENERATE.get(lang),
        "keep" => STAGE_KEEP.get(lang),
        "open" => STAGE_OPEN.get(lang),
        _ => name,
    }
}

static STAGE_READ: Text = Text::new("读取", "reading");
static STAGE_BUILD: Text = Text::new("建图", "building the graph");
static STAGE_DEGREE: Text = Text::new("联系人数", "degree");
static STAGE_BETWEENNESS: Text = Text::new("介数", "betweenness");
static STAGE_MEASURES: Text = Text::new("指标", "measures");
static STAGE_CIRCLES: Text = Text::new("圈子", "circles");
static STAGE_BROKERAGE: Text = Text::new("中间人", "brokers");
static STAGE_HOLES: Text = Text::new("结构洞", "structural holes");
static STAGE_QUEUE: Text = Text::new("排待办", "queue");
static STAGE_SEEDS: Text = Text::new("种子用户", "seeds");
static STAGE_SIMULATION: Text = Text::new("模拟传播", "simulating cascades");
static STAGE_SEGMENTS: Text = Text::new("分层", "segments");
static STAGE_HEAT: Text = Text::new("热力图", "heat map");
static STAGE_SELECTION: Text = Text::new("名单", "shortlists");
static STAGE_ESTIMATE: Text = Text::new("估计", "estimating");
static STAGE_WRITE: Text = Text::new("写出", "writing");
static STAGE_KEEP: Text = Text::new("写快照", "keeping a snapshot");
static STAGE_OPEN: Text = Text::new("打开快照", "opening the snapshot");
static STAGE_GENERATE: Text = Text::new("生成", "generating");
