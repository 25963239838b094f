extension RunnerMessage {
    /// The message with names in the place of secret values.
    ///
    /// What a cell wrote is masked as a stream, since a value may come in pieces: see ``StreamMask``. The bytes of a
    /// checkpoint are the session's memory and stay as they are.
    func masked(by mask: SecretMask) -> RunnerMessage {
        guard !mask.isEmpty else { return self }
        switch self {
        case .output, .chunk, .packages, .modules: return self
        case .ready(var runner):
            runner.lost = runner.lost.map(mask.masked)
            return .ready(runner)
        case .display(let cell, let bundle):
            return .display(cell: cell, MIMEBundle(bundle.representations.mapValues(mask.masked)))
        case .inputRequest(let cell, let request, var input):
            input.prompt = mask.masked(input.prompt)
            return .inputRequest(cell: cell, request: request, input)
        case .blocked(let cell, let permission): return .blocked(cell: cell, permission.masked(by: mask))
        case .used(let cell, let permission): return .used(cell: cell, permission.masked(by: mask))
        case .result(let outcome): return .result(outcome.masked(by: mask))
        case .variables(let request, let variables):
            return .variables(request: request, variables.map { $0.masked(by: mask) })
        case .completions(let request, let completions):
            return .completions(request: request, completions.without(mask))
        case .signature(let request, let signature):
            return .signature(request: request, signature?.masked(by: mask))
        case .inspection(let request, let inspection):
            return .inspection(request: request, inspection?.masked(by: mask))
        case .checkpoint(var report):
            report.variables = report.variables.map(mask.masked)
            report.lost = report.lost.map(mask.masked)
            return .checkpoint(report)
        case .rewound(var report):
            report.lost = report.lost.map(mask.masked)
            return .rewound(report)
        case .failure(let request, let message): return .failure(request: request, message: mask.masked(message))
        }
    }
}

extension Permission {
    fileprivate func masked(by mask: SecretMask) -> Permission {
        Permission(kind: kind, item: item.map(mask.masked))
    }
}

extension CellOutcome {
    fileprivate func masked(by mask: SecretMask) -> CellOutcome {
        var outcome = self
        outcome.value = value.map(mask.masked)
        outcome.error = error.map { error in
            PythonError(
                name: mask.masked(error.name),
                message: mask.masked(error.message),
                traceback: mask.masked(error.traceback)
            )
        }
        return outcome
    }
}

extension Variable {
    fileprivate func masked(by mask: SecretMask) -> Variable {
        Variable(name: mask.masked(name), type: mask.masked(type), value: mask.masked(value), size: size)
    }
}

extension CompletionResult {
    /// A candidate that holds a secret is left out: what is put into a cell has to be what it says.
    fileprivate func without(_ mask: SecretMask) -> CompletionResult {
        var result = self
        result.candidates = candidates.filter { mask.masked($0.text) == $0.text && mask.masked($0.type) == $0.type }
        return result
    }
}

extension CallSignature {
    fileprivate func masked(by mask: SecretMask) -> CallSignature {
        let parameters = parameters.map {
            CallParameter(name: mask.masked($0.name), text: mask.masked($0.text), kind: $0.kind)
        }
        return CallSignature(name: mask.masked(name), parameters: parameters, result: mask.masked(result))
    }
}

extension Inspection {
    fileprivate func masked(by mask: SecretMask) -> Inspection {
        var inspection = self
        inspection.name = mask.masked(name)
        inspection.kind = mask.masked(kind)
        inspection.type = mask.masked(type)
        inspection.signature = signature?.masked(by: mask)
        inspection.documentation = documentation.map(mask.masked)
        inspection.value = value.map(mask.masked)
        inspection.file = file.map(mask.masked)
        inspection.source = source.map(mask.masked)
        return inspection
    }
}
