"""Results as Markdown."""
from math import exp, log

LABELS = {
    "networkit": "NetworKit",
    "graph_tool": "graph-tool",
    "igraph": "igraph",
    "rustworkx": "rustworkx",
    "networkx": "NetworkX",
}


def seconds(x):
    return f"{x:,.0f}" if x >= 100 else f"{x:.1f}" if x >= 10 else f"{x:.2f}" if x >= 0.1 else f"{x:.3f}"


def times(x):
    return f"{x:,.0f} ×" if x >= 10 else f"{x:.1f} ×"


def megabytes(x):
    return f"{x / 1e6:,.0f}"


def best(case, peer):
    """The peer's record at its better thread count, or one that says why there is none."""
    records = case["peers"].get(peer, [])
    done = [r for r in records if r["status"] == "done"]
    return min(done, key=lambda r: r["seconds"]) if done else next(iter(records), None)


def cell(record):
    if record is None:
        return "–"
    if record["status"] == "limit":
        return f"> {record['limit']:g}"
    if record["status"] != "done":
        return record["status"]
    return f"{seconds(record['seconds'])} ({record['threads']})"


def fastest(case):
    """Seconds of the fastest peer, and whether it only needs more than that."""
    records = [best(case, peer) for peer in case["peers"]]
    done = [r["seconds"] for r in records if r and r["status"] == "done"]
    limits = [r["limit"] for r in records if r and r["status"] == "limit"]
    if done:
        return min(done), False
    return (min(limits), True) if limits else (None, False)


def ratio(theirs, ours):
    (x, more), sign = theirs, ""
    if x is None or not ours:
        return "–"
    if more:
        sign = "> "
    return f"{sign}{times(x / ours)}"


def rounds(result):
    if result["rounds"] == 1:
        return "One run."
    return f"Medians of {result['rounds']} rounds in turn; one run of what is slower than {result['slow']:g} s."


def grid(header, rows):
    lines = [f"| {' | '.join(header)} |", "|---" + "|---:" * (len(header) - 1) + "|"]
    return "\n".join(lines + [f"| {' | '.join(row)} |" for row in rows]) + "\n"


def markdown(result):
    cases = result["cases"]
    peers = [p for p in LABELS if any(p in case["peers"] for case in cases)]
    machine, most = result["machine"], max(result["threads"])
    versions = [f"{LABELS[p]} {result['versions'][p]}" for p in peers if p in result["versions"]]
    out = [
        f"{machine['processor']}, {machine['processors']} processors; renmai {result['versions']['renmai']}"
        + "".join(f", {v}" for v in versions)
        + f". {rounds(result)}"
        + "".join(f" {LABELS[p]}: {why}." for p, why in result["absent"].items())
        + "\n"
    ]
    if cases:
        known = result["peer_threads"]
        better = f", the better of {' and '.join(map(str, known))}" if len(known) > 1 else ""
        out += [f"**Betweenness of every user**, seconds; peers' threads in brackets{better}\n",
                speed(cases, peers, result["threads"])]
        mean = geometric_mean(cases, most)
        if mean:
            out.append(f"Geometric mean of the ratios over {mean[1]} plain graphs: {times(mean[0])}.\n")
        out += [f"**The whole command, groups, memory** ({most} threads; peak memory of the process in MB)\n",
                wholes(cases, peers, most)]
        out += ["**Agreement**: largest difference of any user's value, relative to max(1, value)\n", agreement(cases, peers)]
    if result["sampled"]:
        out += [f"**Sampled paths**, {most} threads\n", sampled(result["sampled"])]
    return "\n".join(out)


def speed(cases, peers, threads):
    header = ["case", "users", "pairs", *(f"renmai, {t}" for t in threads)]
    if len(threads) > 1:
        header.append("scaling")
    header += [LABELS[p] for p in peers] + ["fastest ÷ renmai"]
    rows = []
    for case in cases:
        ours = [case["renmai"][str(t)]["users"]["seconds"] for t in threads]
        row = [case["label"], f"{case['nodes']:,}", f"{case['pairs']:,}", *map(seconds, ours)]
        if len(threads) > 1:
            row.append(f"{ours[0] / ours[-1]:.2f}")
        rows.append(row + [cell(best(case, p)) for p in peers] + [ratio(fastest(case), ours[-1])])
    return grid(header, rows)


def wholes(cases, peers, most):
    header = ["case", "users only", "and groups", "groups add", "whole report", "fastest ÷ report", "renmai MB"]
    header += [f"{LABELS[p]} MB" for p in peers]
    rows = []
    for case in cases:
        ours = case["renmai"][str(most)]
        users, both = ours["users"]["seconds"], ours["groups"]["seconds"]
        row = [case["label"], seconds(users), seconds(both), f"{(both / users - 1) * 100:+.0f} %" if users else "–"]
        row += [seconds(ours["groups"]["whole"]), ratio(fastest(case), ours["groups"]["whole"])]
        row.append(megabytes(max(ours["users"]["peak_bytes"], ours["groups"]["peak_bytes"])))
        for peer in peers:
            record = best(case, peer)
            done = record and record["status"] == "done"
            row.append(megabytes(record["peak_bytes"]) if done else "–")
        rows.append(row)
    return grid(header, rows)


def agreement(cases, peers):
    def found(case, peer):
        checks = [r["check"] for r in case["peers"].get(peer, []) if "check" in r]
        if not checks:
            return "–"
        outside = max(c["outside"] for c in checks)
        return f"{max(c['largest'] for c in checks):.0e}" + (f", {outside} users outside" if outside else "")

    rows = [
        [case["label"], *(found(case, p) for p in peers), "yes" if case["degrees_equal"] else "no",
         "yes" if case["bytes_equal"] else "no"]
        for case in cases
    ]
    return grid(["case", *(LABELS[p] for p in peers), "degrees equal", "same bytes at all threads"], rows)


def geometric_mean(cases, most):
    """Of the ratios over the plain graphs that some peer finished, and how many these are."""
    ratios = []
    for case in cases:
        theirs, more = fastest(case)
        if case["plain"] and theirs is not None and not more:
            ratios.append(theirs / case["renmai"][str(most)]["users"]["seconds"])
    return (exp(sum(map(log, ratios)) / len(ratios)), len(ratios)) if len(ratios) > 1 else None


def sampled(runs):
    header = ["graph", "program", "samples", "seconds", "paths a second", "largest error of a share", "mean error"]
    error = lambda x: "–" if x is None else f"{x:.2e}"
    rows = [
        [r["label"], r["program"], f"{r['samples']:,}", seconds(r["seconds"]), f"{r['samples'] / r['seconds']:,.0f}",
         error(r.get("largest")), error(r.get("mean"))]
        for r in runs
    ]
    return grid(header, rows)
