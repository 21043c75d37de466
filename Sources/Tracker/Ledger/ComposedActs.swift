import TrackerValues
package import TrackerModel
package import TransparencyLog

extension JSON {
    /// Whether every text in it is in that spelling already: as good as always.
    var isComposed: Bool {
        switch self {
        case .string(let text): text.utf8.elementsEqual(text.composed.utf8)
        case .array(let values): values.allSatisfy(\.isComposed)
        case .object(let fields): fields.values.allSatisfy(\.isComposed)
        default: true
        }
    }

    /// Every text in it in one spelling.
    package var composed: JSON {
        switch self {
        case .string(let text): .string(text.composed)
        case .array(let values): .array(values.map(\.composed))
        case .object(let fields): .object(fields.mapValues(\.composed))
        default: self
        }
    }
}

extension Words {
    /// With names and titles in one spelling. What was said stays as it was typed.
    package var composed: Words {
        var words = self
        for name in [WordName.name, .post, .account, .title, .addressee, .signatory] {
            words[name] = words[name]?.composed
        }
        return words
    }
}

extension ItemAct {
    /// The act with every text of its fields in one spelling.
    package init(inOneSpelling act: ItemAct) throws(EntryError) {
        let data = act.data
        self =
            data.values.allSatisfy(\.isComposed)
            ? act : try ItemAct(act.name, data: data.mapValues(\.composed))
    }
}

extension RegisterAct {
    /// The act with every text of its fields in one spelling.
    package init(inOneSpelling act: RegisterAct, subject: String) throws(EntryError) {
        let data = act.data
        self =
            data.values.allSatisfy(\.isComposed)
            ? act
            : try RegisterAct(act.name, subject: subject, data: data.mapValues(\.composed))
    }
}
