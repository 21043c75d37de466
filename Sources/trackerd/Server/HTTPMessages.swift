#if Server
    import HTTPTypes
    import TrackerPages

    // What HTTP calls the parts of a request and of an answer, as the pages know them.

    extension PageRequest.Method {
        init(_ method: HTTPRequest.Method) {
            self =
                switch method {
                case .get: .get
                case .head: .head
                case .post: .post
                default: .other
                }
        }
    }

    extension HTTPFields {
        /// Adds the headers of a page; one whose name HTTP doesn't allow is left out.
        mutating func add(_ headers: [(name: String, value: String)]) {
            for (name, value) in headers {
                if let name = HTTPField.Name(name) { append(HTTPField(name: name, value: value)) }
            }
        }
    }
#endif
