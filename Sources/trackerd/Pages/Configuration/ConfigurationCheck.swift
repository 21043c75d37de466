import Glibc
package import Tracker

extension PagesConfiguration {
    /// What this computer hasn't as the configuration needs it: files, folders, rights. Nothing is changed by looking.
    package func faultsHere() -> [ConfigurationFault] {
        var faults: [ConfigurationFault] = []
        func add(_ key: PagesKey, _ sentence: String) {
            faults.append(ConfigurationFault(line: nil, key: key.rawValue, sentence: sentence))
        }
        do { _ = try Register.open(at: register, for: .reading).size() } catch {
            add(.register, "\((error as? any TrackerError)?.onPages ?? "\(error)")")
        }
        if ServerName(register) == nil, access(register, F_OK) == 0, access(register, W_OK) != 0 {
            add(
                .register,
                "\(register) can't be written to by \(Self.account); give that account the file and its folder."
            )
        }
        if access(pages, F_OK) == 0 {
            if access(pages, R_OK | W_OK) != 0 {
                add(
                    .pages,
                    "\(pages) can't be read and written to by \(Self.account); it belongs to the account that runs the pages."
                )
            }
        } else if let sentence = Self.cannotMake(pages) {
            add(.pages, sentence)
        }
        if case .socket(let path, _) = listening, access(path, F_OK) != 0,
            let sentence = Self.cannotMake(path)
        {
            add(.listen, sentence)
        }
        if let path = ways.openID?.secretFile {
            var status = stat()
            if access(path, R_OK) != 0 || stat(path, &status) != 0 {
                add(.openIDSecretFile, "\(path) can't be read by \(Self.account).")
            } else if status.st_mode & 0o007 != 0 {
                add(.openIDSecretFile, "everybody on this computer may read \(path): chmod 640, or less.")
            } else if (try? openIDSecret())?.isEmpty != false {
                add(.openIDSecretFile, "\(path) is empty, or is no such file; put the secret into it, alone.")
            }
        }
        let sending: PagesKey = if case .notify = mail?.service { .notify } else { .mail }
        if let mail {
            do { try mail.service.check() } catch { add(sending, "\(error)") }
        }
        if let receipts {
            do { _ = try SecretFile.read(receipts.tokenFile) } catch { add(.notifyTokenFile, "\(error)") }
        }
        if let officer = mail?.officer ?? receipts?.officer {
            do {
                let register = try Register.open(at: self.register, for: .reading)
                if try register.people().named(officer).roles.contains(.officer) == false {
                    add(.mailBy, "\(officer) is no officer.")
                }
                if mail != nil, try register.settings(knownAt: .max)[.mailFrom] == nil {
                    add(
                        sending,
                        "the register doesn't say yet from whom reminders come: set mail_from on the page of settings."
                    )
                }
            } catch { add(.mailBy, "\((error as? any TrackerError)?.onPages ?? "\(error)")") }
        }
        return faults
    }

    /// Why a file can't be made; nil where it can.
    private static func cannotMake(_ path: String) -> String? {
        let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        if access(folder, F_OK) != 0 {
            return "there is no folder \(folder); make it, for the account that runs the pages."
        }
        if access(folder, W_OK | X_OK) != 0 { return "\(account) can't make files in \(folder)." }
        return nil
    }

    private static var account: String {
        getpwuid(getuid()).flatMap { $0.pointee.pw_name }.map { String(cString: $0) }
            ?? "the account with the number \(getuid())"
    }
}
