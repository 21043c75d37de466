import Tracker
import TrackerDocuments

/// How pages look beside what all papers share.
enum PageLook {
    static let path = "/style.css"

    /// The name changes with what is in it, so that browsers may keep it for ever.
    static let address = "\(path)?\(Hash.sha256(Array(sheet.utf8)).hex.prefix(12))"

    static let sheet =
        SitePage.style + (1...100).map { ".c\($0){width:\($0)%}" }.joined() + "\n" + """
            .figures td { text-align: right; white-space: nowrap; }
            .figures td.words { text-align: left; white-space: normal; }
            .wide { page: wide; }
            @page wide { size: A4 landscape; }
            @page { size: A4; margin: 17mm 15mm; }
            nav form { display: inline; }
            nav .me { margin-left: auto; }
            button, .button {
              display: inline-block; padding: .6rem 1.2rem; border: 0; border-radius: .2rem; background: var(--accent);
              color: var(--paper); font: 600 1rem/1.3 var(--sans); text-decoration: none; cursor: pointer;
            }
            button.plain {
              padding: .25rem 0; background: none; color: var(--accent); font: inherit; text-decoration: underline;
              text-underline-offset: .15em;
            }
            button:focus-visible, input:focus-visible, select:focus-visible, textarea:focus-visible, .button:focus-visible,
            .errors:focus, .notice:focus { outline: 3px solid var(--accent); outline-offset: 2px; }
            form { font: 1rem/1.5 var(--sans); }
            .field { margin: 0 0 1.5rem; padding: 0; border: 0; min-width: 0; max-width: 44rem; }
            .field > label, legend { display: block; padding: 0; font-weight: 600; }
            .faulty { padding-left: 1rem; border-left: 4px solid var(--red); }
            .hint { margin: 0 0 .25rem; color: var(--quiet); font-weight: 400; font-size: .9375rem; }
            .error { margin: 0 0 .25rem; color: var(--red); font-weight: 600; }
            input[type=text], input[type=date], textarea, select {
              width: 100%; max-width: 44rem; padding: .4rem .5rem; border: 2px solid var(--edge); border-radius: 0;
              background: var(--paper); color: var(--ink); font: inherit; min-height: 2.5rem;
            }
            input.short { width: 4rem; }
            input.year { width: 6rem; }
            .day { display: flex; gap: 1rem; flex-wrap: wrap; }
            .day label { display: block; font-size: .9375rem; }
            .tick { font-weight: 400; }
            .errors { margin: 0 0 1.5rem; padding: 1rem; border: 4px solid var(--red); max-width: 44rem; font-family: var(--sans); }
            .errors h2 { margin: 0 0 .5rem; color: var(--ink); font-size: 1.125rem; }
            .errors ul { margin: 0; } .errors a { color: var(--red); }
            .notice { margin: 0 0 1.5rem; padding: .75rem 1rem; border-left: 4px solid var(--green); font-family: var(--sans); max-width: 44rem; }
            .notice p { margin: 0; }
            .acts { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; font-family: var(--sans); max-width: none; }
            .acts li, .more li { list-style: none; }
            .acts a, .more a { display: inline-block; padding: .25rem 0; }
            .more { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; font: .9375rem/1.5 var(--sans); }
            .notyet { font: .9375rem/1.5 var(--sans); margin-bottom: 1.5rem; }
            .filters { display: flex; flex-wrap: wrap; gap: .75rem 1rem; align-items: end; margin-bottom: 1.5rem; }
            .deed { margin: 0 0 1rem; }
            .group th { padding-top: 1.5rem; font: 600 1.0625rem/1.35 var(--serif); }
            .group th span { position: sticky; left: 0; display: inline-block; max-width: min(44rem, 100vw - 2rem); }
            .filters label { font-size: .9375rem; } .filters label > * { display: block; margin-top: .15rem; }
            .filters input, .filters select { width: 11rem; }
            .filters [type=checkbox] { display: inline-block; width: auto; margin: 0 .25rem 0 0; vertical-align: middle; }
            .log fieldset { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: .25rem 1rem; margin: 0 0 1.25rem; padding: 0 0 1rem; border: 0; min-width: 0; }
            .log legend { width: 100%; padding: .5rem 0 .25rem; border-top: 1px solid var(--rule); font-weight: 400; } .log label { font-size: .875rem; }
            .log fieldset input, .log textarea { display: block; width: 100%; padding: .3rem .4rem; border: 2px solid var(--edge); background: var(--paper); color: var(--ink); font: inherit; min-height: 2.25rem; }
            .log .error { display: block; }
            @media (max-width: 34rem) {
              .filters label { flex: 1 1 8rem; } .filters input:not([type=checkbox]), .filters select { width: 100%; }
              .log fieldset { grid-template-columns: 1fr 1fr; }
            }
            .mine form { display: inline; }
            .signed { max-width: 44rem; margin: 0 0 1rem; }
            .signed pre { margin: 0; padding: .75rem 1rem; border: 1px solid var(--rule); white-space: pre-wrap; overflow-wrap: anywhere; font-size: .8125rem; }
            .signed dt { font-weight: 600; } .signed dd { margin: 0 0 .75rem; white-space: pre-wrap; overflow-wrap: anywhere; }
            details { margin: 0 0 1.5rem; font: 1rem/1.5 var(--sans); } summary { cursor: pointer; color: var(--accent); padding: .25rem 0; }
            summary:focus-visible, input[type=file]:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
            input[type=file] { max-width: 100%; font: inherit; }
            .buttons { display: flex; flex-wrap: wrap; gap: 1rem; align-items: center; }
            @media print {
              .marking { display: block; }
              .acts, .more, .notyet, .filters, form, .notice { display: none; }
            }

            """
}
