// How a paper looks on screen and on A4. Text contrast is at least 4.5:1 and that of marks 3:1, in the light
// and in the dark scheme (WCAG 2.2, 1.4.3 and 1.4.11); nothing is told by colour alone (1.4.1).

/// The style sheet of HTML papers.
enum HTMLStyle {
    /// Nothing but the style sheet and inline pictures may load (CSP 3).
    ///
    /// - Parameter isSite: whether the style sheet is a file beside the page.
    static func policy(isSite: Bool) -> String {
        "default-src 'none'; style-src \(isSite ? "'self' " : "")'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    }

    /// The printed page: A4, lying where a table is wide, the marking in both margins (CSS Paged Media 3).
    package static func page(for document: Document) -> String {
        let marking = quoted(document.marking)
        return """
            @page {
              size: A4 \(isWide(document) ? "landscape" : "portrait");
              margin: 17mm 15mm;
              @top-center { content: \(marking); font: 700 9pt/1 sans-serif; letter-spacing: .08em; }
              @bottom-center { content: \(marking); font: 700 9pt/1 sans-serif; letter-spacing: .08em; }
              @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 8pt/1 sans-serif; }
            }
            """
    }

    /// Whether it is printed on lying pages.
    static func isWide(_ document: Document) -> Bool {
        document.blocks.contains { if case .table(let table) = $0 { table.isWide } else { false } }
    }

    /// `text` as a CSS string. Everything but letters and digits is written by number (CSS Syntax 3, 4.3.7),
    /// so that nothing in it can end the string or the style element.
    static func quoted(_ text: String) -> String {
        let scalars = ControlCharacters.shown(in: text).unicodeScalars.map { scalar in
            let isPlain =
                scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
            return isPlain ? String(scalar) : "\\\(String(scalar.value, radix: 16)) "
        }
        return "\"\(scalars.joined())\""
    }

    /// Everything but the printed page's size and margins.
    package static let sheet = """
        :root {
          color-scheme: light dark;
          --paper: #fff; --ink: #1b1f24; --quiet: #535c66; --rule: #d3d8dd; --edge: #7b8590; --accent: #1d3557;
          --red: #b3261e; --amber: #b86e00; --green: #1e7b3a; --complete: #2257a8;
          --s1: #1d3557; --s2: #2a7f86; --s3: #b7791f; --s4: #6b7280; --s5: #8c2f39; --s6: #5b4b8a;
          --serif: Charter, "Bitstream Charter", "Sitka Text", Cambria, "Liberation Serif", serif;
          --sans: system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif;
        }
        @media screen and (prefers-color-scheme: dark) {
          :root {
            --paper: #14181c; --ink: #e7e5e0; --quiet: #a9b1ba; --rule: #343b43; --edge: #7f8994; --accent: #a8c4ea;
            --red: #ff8a80; --amber: #f0b04a; --green: #6fcf8b; --complete: #8ab4f8;
            --s1: #8fb4e3; --s2: #5cc3c0; --s3: #e0b04c; --s4: #a7afb9; --s5: #e58a94; --s6: #b3a2e8;
          }
        }
        * { box-sizing: border-box; }
        html { background: var(--paper); color: var(--ink); }
        body {
          margin: 0 auto; padding: 1.25rem clamp(1rem, 4vw, 3rem) 2rem; max-width: 80rem;
          font: 1.0625rem/1.55 var(--serif); overflow-wrap: break-word;
        }
        h1, h2 { color: var(--accent); line-height: 1.2; text-wrap: balance; }
        h1 { margin: 2.5rem 0 .4rem; font-size: clamp(1.6rem, 4vw, 2.25rem); font-weight: 600; }
        h2 { margin: 2.75rem 0 .75rem; font-size: 1.375rem; font-weight: 600; break-after: avoid; }
        p, ul { margin: 0 0 1rem; max-width: 44rem; }
        ul { padding-left: 1.25rem; }
        .subtitle { color: var(--quiet); font-size: 1.125rem; }
        .marking {
          margin: 0; max-width: none; text-align: center; letter-spacing: .1em;
          font: 700 .8125rem/1.4 var(--sans);
        }
        .letterhead { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1.25rem; margin-top: 1.25rem; }
        .letterhead p { margin: 0; color: var(--quiet); font: .875rem/1.4 var(--sans); }
        .letterhead strong { color: var(--ink); }
        .letterhead + h1 { margin-top: 1.25rem; }
        .logo { width: auto; height: 4.5rem; max-width: 18rem; object-fit: contain; background: #fff; }
        body > header { margin-bottom: 2rem; border-bottom: 2px solid var(--accent); }
        footer { margin-top: 3rem; border-top: 2px solid var(--accent); padding-top: 1rem; }
        footer dl { max-width: none; margin: 0; color: var(--quiet); font-size: .75rem; }
        footer dl div { display: inline; }
        footer dt, footer dd { display: inline; }
        footer dt::after { content: ": "; }
        footer dl div:not(:last-child) dd::after { content: " · "; }
        footer .marking { margin-top: 2rem; }
        .scroll { overflow-x: auto; margin: 0 0 2rem; }
        .scroll:focus-visible, summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
        table {
          border-collapse: separate; border-spacing: 0; width: 100%; font: .875rem/1.4 var(--sans);
          font-variant-numeric: lining-nums tabular-nums;
        }
        .fixed { table-layout: fixed; min-width: 72rem; }
        table.fixed th, table.fixed td { min-width: 0; width: auto; overflow-wrap: break-word; }
        caption { padding: 0 0 .6rem; text-align: left; font: 600 1.0625rem/1.35 var(--serif); }
        caption span { position: sticky; left: 0; display: inline-block; max-width: min(44rem, 100vw - 2rem); }
        th, td { padding: .5rem .75rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--rule); }
        th:first-child, td:first-child { padding-left: 0; }
        th:last-child, td:last-child { padding-right: 0; }
        thead th {
          vertical-align: bottom; color: var(--quiet); font-weight: 600; font-size: .8125rem; line-height: 1.25;
          border-bottom: 1.5px solid var(--ink);
        }
        tbody th { font-weight: 500; }
        thead th:first-child, tbody th, tfoot th { position: sticky; left: 0; background: var(--paper); }
        table:has(tfoot) tbody tr:last-child > * { border-bottom: none; }
        tfoot { display: table-row-group; }
        tfoot th, tfoot td { font-weight: 700; border-top: 1.5px solid var(--ink); border-bottom: none; }
        .number { text-align: right; }
        .nought { color: var(--quiet); }
        .figures thead .number { width: 1%; }
        tbody .whole, .number:not(thead *) { white-space: nowrap; }
        th.status, th.text { min-width: 6rem; }
        th.wide { min-width: 9rem; }
        th.widest { min-width: 15rem; width: 34%; }
        .rag::before {
          content: ""; display: inline-block; width: .7em; height: .7em; margin-right: .5em;
          background: var(--mark, none); border: .15em solid var(--mark, transparent);
          forced-color-adjust: none; print-color-adjust: exact; -webkit-print-color-adjust: exact;
        }
        .red { --mark: var(--red); }
        .amber { --mark: var(--amber); }
        .amber::before { transform: rotate(45deg) scale(.85); }
        .green { --mark: var(--green); }
        .green::before { border-radius: 50%; }
        .complete { --mark: var(--complete); }
        .complete::before { border-radius: 50%; background: none; }
        .unrated { color: var(--quiet); }
        .unrated::before { display: none; }
        dl { margin: 0 0 1.5rem; font: .875rem/1.45 var(--sans); max-width: 60rem; }
        dl div { display: grid; grid-template-columns: minmax(8rem, 12rem) 1fr; gap: 0 1rem; padding: .25rem 0; }
        dt { color: var(--quiet); }
        dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: lining-nums; }
        figure { margin: 0 0 2.5rem; }
        figcaption { margin-bottom: .75rem; max-width: 44rem; }
        figcaption strong { display: block; font-weight: 600; font-size: 1.0625rem; }
        figure .scroll { margin-bottom: .5rem; }
        .key { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0 0 .5rem; padding: 0; max-width: none; }
        .key li { list-style: none; font: .8125rem/1.5 var(--sans); }
        .key svg { width: 26px; height: 12px; margin-right: .4rem; vertical-align: -1px; }
        .chart { display: block; width: 100%; min-width: 36rem; max-width: 52rem; height: auto; }
        .chart text { font: 12px var(--sans); fill: var(--ink); font-variant-numeric: tabular-nums; }
        .chart .middle { text-anchor: middle; }
        .chart .end { text-anchor: end; }
        .chart .quiet { fill: var(--quiet); }
        .chart .value { font-weight: 600; paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
        .chart .inverse { fill: var(--paper); stroke: none; }
        .chart .grid { stroke: var(--rule); }
        .chart .axis { stroke: var(--edge); }
        svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        summary { width: fit-content; color: var(--accent); font: .875rem/1.5 var(--sans); cursor: pointer; }
        details .scroll { margin: .75rem 0 0; }
        details table { width: auto; }
        details caption { font-size: .9375rem; }
        @media (max-width: 34rem) {
          dl div { grid-template-columns: 1fr; }
          dt { margin-top: .25rem; }
          th.wide, th.widest { min-width: 8rem; }
          th, td { padding: .5rem .5rem; }
        }
        @media print {
          :root { color-scheme: light; --ink: #000; --quiet: #41484f; --rule: #b9bfc5; }
          body { max-width: none; padding: 0; font-size: 10pt; line-height: 1.4; }
          body > header { margin-bottom: 12pt; }
          h1 { margin-top: 0; font-size: 19pt; }
          .letterhead { margin-top: 0; }
          .letterhead p { font-size: 8.5pt; }
          .letterhead + h1 { margin-top: 12pt; }
          .logo { height: 18mm; max-width: 70mm; }
          h2 { margin: 14pt 0 6pt; font-size: 13pt; }
          p, ul { margin-bottom: 8pt; }
          .subtitle { font-size: 11pt; }
          /* The page's margins carry the marking, except where the browser can't print into them. */
          .marking { display: none; }
          .scroll { overflow: visible; margin-bottom: 14pt; }
          /* The first one begins under the headline, however long it is. */
          .whole-table, main > dl { break-inside: avoid; }
          main > .whole-table:first-of-type { break-inside: auto; }
          .figures thead th:first-child { width: 36%; }
          .figures tbody tr:nth-child(-n+3) { break-after: avoid; }
          .figures tbody tr:nth-last-child(-n+2) { break-before: avoid; }
          main > dl { columns: 2; column-gap: 8mm; max-width: none; }
          main > dl div { grid-template-columns: 32mm 1fr; padding: 1pt 0; }
          thead th:first-child, tbody th, tfoot th { position: static; background: none; }
          table { font-size: 8.5pt; }
          caption { padding-bottom: 3pt; font-size: 10.5pt; break-after: avoid; }
          caption span { position: static; }
          thead { display: table-header-group; }
          thead th { font-size: 8pt; }
          th, td { padding: 2.2pt 5pt; }
          .figures td, .figures tbody th, .figures tfoot th { padding-block: 1.5pt; font-size: 8pt; line-height: 1.3; }
          th.status, th.text, th.wide, th.widest { min-width: 0; }
          tr, dl div, figure { break-inside: avoid; }
          .fixed { min-width: 0; font-size: 8pt; }
          .fixed caption span { max-width: none; }
          .fixed th, .fixed td { padding: 1.8pt 4pt; line-height: 1.3; }
          .scroll:has(.fixed) { margin-bottom: 9pt; }
          tbody tr:first-child { break-before: avoid; }
          tfoot tr { break-before: avoid; }
          figcaption, .key { break-after: avoid; }
          .key li { font-size: 8.5pt; }
          /* The figures stand beside the chart where the page is wide enough; what is inline isn't broken. */
          figure {
            display: inline-flex; flex-wrap: wrap; align-items: flex-start; gap: 0 8mm; width: 100%;
            margin-bottom: 14pt;
          }
          figcaption, .key { flex: 0 0 100%; max-width: none; }
          figcaption strong { font-size: 11pt; }
          figure > .scroll { flex: 0 0 12.5cm; margin: 0; }
          figure > details { flex: 1 1 8cm; min-width: 0; }
          details caption { white-space: nowrap; font-size: 9.5pt; }
          details .scroll { margin: 0; }
          .chart { min-width: 0; }
          dl { font-size: 8.5pt; }
          footer dl { font-size: 7pt; }
          footer { break-inside: avoid; break-before: avoid; margin-top: 18pt; padding-top: 4pt; border-top-width: 1px; }
          summary { display: none; }
          details::details-content { content-visibility: visible; display: block; }
        }
        @supports (-moz-appearance: none) {
          @media print { .marking { display: block; } }
        }
        """

    /// What a site's pages need besides.
    package static let site = """
        a { color: var(--accent); text-underline-offset: .15em; }
        a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
        nav { font: .9375rem/1.5 var(--sans); margin-bottom: .75rem; }
        nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0; padding: 0; max-width: none; }
        nav li { list-style: none; }
        nav a { display: inline-block; padding: .25rem 0; }
        nav [aria-current] { color: var(--ink); font-weight: 600; text-decoration: none; }
        .fixed th:first-child, .fixed td:first-child, .fixed .status { padding-right: .25rem; }
        .fixed td { hyphens: auto; }
        table:not(:has(th:nth-child(4))) th.widest { width: 70%; }
        td a, th a { display: inline-block; min-height: 1.5rem; }
        .skip { position: absolute; left: -100rem; background: var(--paper); padding: .5rem 1rem; }
        .skip:focus { left: 1rem; top: .5rem; }
        :target > * { background: color-mix(in srgb, var(--accent) 12%, var(--paper)); }
        @media print {
          nav { display: none; }
          a, td a, th a { display: inline; color: inherit; text-decoration: none; }
        }
        """
}
