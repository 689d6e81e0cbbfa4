# %% [markdown]
# # Nashville's meetups in five minutes
# Who is listened to, who bridges circles and who is left alone among the members of 52 groups (CC0; see fixtures/README.md).
# Each cell begins with `# %%`, as notebooks that are plain Python have it.

# %%
import pathlib

import renmai

DATA = pathlib.Path(__file__).resolve().parents[2] / "fixtures" / "nashville"

# %% Everything in one call: frames, paths or both.
r = renmai.report(memberships=DATA / "memberships.csv", groups=DATA / "groups.csv", k=5, top=10, lang="en")
print(r.summary)

# %% The lists are tables for pandas, polars or DuckDB, or plain Python.
for user, score, reason in zip(r.referral["user_id"], r.referral["score"], r.referral["reason"]):
    print(f"{user}  {score:12.1f}  {reason}")

# %% Why is the first one there?
print(r.explain(r.referral["user_id"][0]))

# %% Measures alone.
between = renmai.betweenness(memberships=DATA / "memberships.csv", betweenness="exact")
print(between)
assert max(between["betweenness"]) == max(r.users["betweenness"])

# %% In a notebook, `r` as the last line of a cell shows the circles; here they go into a file.
picture = r.picture()
assert picture.startswith("<svg") and picture.endswith("</svg>")

# %% The page, the workbook and the tables, as the program writes them.
if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        print(len(r.save(pathlib.Path(folder) / "out")), "files")
