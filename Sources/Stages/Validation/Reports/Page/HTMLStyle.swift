// How the page looks: by day, by night, on paper.

/// The style sheet of the page.
enum HTMLStyle {
    /// Every pair of text and ground keeps a contrast of at least 4.5 to 1 (WCAG 2.1, 1.4.3).
    static let sheet = """

        :root { --ground: #f4f6f8; --sheet: #fff; --text: #1b2129; --quiet: #56606d; --edge: #d5dbe2; --code: #eef1f4; --link: #0b57b0;
          --error: #b3261e; --error-soft: #fdecea; --warning: #7f5300; --warning-soft: #fdf3dc; --info: #0b57b0; --info-soft: #e8f0fb;
          --valid: #17692f; --valid-soft: #e4f4e8; --mark: #ffe08a; --mark-text: #1b2129; }
        @media (prefers-color-scheme: dark) { :root { --ground: #0f1318; --sheet: #181e25; --text: #e5eaf0; --quiet: #a2adba; --edge: #303945;
          --code: #232b34; --link: #8ab8f5; --error: #ff9087; --error-soft: #3a1d1b; --warning: #e9bd5c; --warning-soft: #352a13; --info: #8ab8f5;
          --info-soft: #182840; --valid: #77d08f; --valid-soft: #16301d; --mark: #6b5310; --mark-text: #fff4d0; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
        a { color: var(--link); }
        code, pre, .path, ins, del { font-family: ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: .875em; }
        code { background: var(--code); border-radius: 4px; padding: .08em .35em; overflow-wrap: anywhere; }
        .skip { position: absolute; left: -999px; } .skip:focus { left: 1rem; top: 1rem; background: var(--sheet); padding: .5rem 1rem; }
        .top, main, footer { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
        .top { padding-top: 2rem; }
        .brand { margin: 0; color: var(--quiet); font-size: .8rem; letter-spacing: .12em; text-transform: uppercase; }
        h1 { margin: 0 0 1rem; font-size: 1.9rem; line-height: 1.2; }
        .tiles { display: flex; flex-wrap: wrap; gap: .75rem; list-style: none; margin: 0 0 .75rem; padding: 0; }
        .tile { min-width: 8.5rem; padding: .6rem 1rem; background: var(--sheet); border: 1px solid var(--edge); border-radius: 10px; }
        .tile strong { display: block; font-size: 1.7rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
        .tile span { color: var(--quiet); }
        .tile.valid strong { color: var(--valid); } .tile.invalid strong { color: var(--error); } .tile.undecided strong { color: var(--warning); }
        .sum { margin: 0 0 .75rem; color: var(--quiet); }
        dl.facts, details.facts dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 0 0 1.25rem; font-size: .9rem; }
        dl.facts dt, details.facts dt { color: var(--quiet); }
        dl.facts dd, details.facts dd { margin: 0; overflow-wrap: anywhere; }
        .digest { color: var(--quiet); }
        nav table { width: 100%; border-collapse: collapse; background: var(--sheet); border: 1px solid var(--edge); margin-bottom: 1.5rem; }
        caption { text-align: left; font-weight: 600; padding: .4rem 0; }
        th, td { text-align: left; padding: .45rem .75rem; border-bottom: 1px solid var(--edge); font-weight: 400; vertical-align: top; }
        thead th { color: var(--quiet); font-size: .85rem; } tbody th { overflow-wrap: anywhere; }
        .number { text-align: right; font-variant-numeric: tabular-nums; } .zero { color: var(--quiet); }
        .badge { display: inline-block; padding: .05rem .6rem; border-radius: 1rem; font-size: .85rem; font-weight: 600; white-space: nowrap; }
        .badge.valid { color: var(--valid); background: var(--valid-soft); } .badge.invalid { color: var(--error); background: var(--error-soft); }
        .badge.undecided { color: var(--warning); background: var(--warning-soft); }
        .document { background: var(--sheet); border: 1px solid var(--edge); border-radius: 12px; padding: 1.1rem 1.25rem; margin: 0 0 1.5rem; }
        .title { display: flex; flex-wrap: wrap; align-items: baseline; gap: .3rem .9rem; }
        h2 { margin: 0; font-size: 1.25rem; overflow-wrap: anywhere; }
        .clean { color: var(--valid); }
        .place { border-top: 1px solid var(--edge); padding: .9rem 0 .4rem; }
        h3 { margin: 0; font-size: 1rem; }
        .path { margin: .1rem 0 .4rem; color: var(--quiet); overflow-wrap: anywhere; }
        .source { margin: .3rem 0 .6rem; padding: .6rem .8rem; background: var(--code); border-radius: 8px; overflow-x: auto; line-height: 1.45; }
        .source .line { color: var(--quiet); user-select: none; }
        mark { background: var(--mark); color: var(--mark-text); border-radius: 2px; }
        .caret { color: var(--quiet); } .error .caret, .fatal .caret { color: var(--error); } .warning .caret { color: var(--warning); }
        .finding { border-left: 4px solid var(--edge); padding: .1rem 0 .1rem .9rem; margin: .5rem 0 .7rem; }
        .finding.error, .finding.fatal { border-color: var(--error); } .finding.warning { border-color: var(--warning); }
        .finding.info { border-color: var(--info); }
        .message { margin: 0 0 .2rem; font-weight: 600; }
        .weight { font-size: .8rem; padding: .1rem .5rem; border-radius: 4px; margin-right: .25rem; }
        .error > .message .weight, .fatal > .message .weight { color: var(--error); background: var(--error-soft); }
        .warning > .message .weight { color: var(--warning); background: var(--warning-soft); }
        .info > .message .weight { color: var(--info); background: var(--info-soft); }
        .more { display: grid; grid-template-columns: 7.5rem 1fr; gap: .2rem .75rem; margin: 0; font-size: .95rem; }
        .more dt { color: var(--quiet); } .more dd { margin: 0; overflow-wrap: anywhere; }
        .bad { color: var(--error); } .good, ins { color: var(--valid); } del { color: var(--error); } ins { text-decoration: none; background: var(--valid-soft); }
        .change { display: block; margin-top: .15rem; }
        del, ins { padding: .08em .3em; border-radius: 4px; overflow-wrap: anywhere; } del { background: var(--error-soft); }
        details.facts { border-top: 1px solid var(--edge); padding-top: .6rem; } details.facts dl { margin: .4rem 0 0; }
        summary { cursor: pointer; color: var(--quiet); font-size: .9rem; }
        footer { color: var(--quiet); font-size: .85rem; padding-bottom: 2rem; }
        @media (max-width: 40rem) { .more { grid-template-columns: 1fr; } .more dt { margin-top: .3rem; } }
        @media print { :root { --ground: #fff; --sheet: #fff; --text: #000; --quiet: #444; --edge: #bbb; --code: #f3f3f3; }
          body { font-size: 10.5pt; } .skip { display: none; } .document, .tile { border-radius: 0; } .place { break-inside: avoid; }
          .top, main, footer { max-width: none; padding: 0; } .source { white-space: pre-wrap; overflow-wrap: anywhere; } .caret { display: none; } }

        """
}
