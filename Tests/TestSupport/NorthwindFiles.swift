/// Every tracked file of Cases/northwind-bec, made anew.
extension NorthwindCase {
  package var files: [(name: String, bytes: [UInt8])] {
    [
      ("case.json", Array(caseJSON.utf8)), ("scope.json", Array(scopeJSON.utf8)),
      ("exports/audit-2025-03-01.csv", csv), ("exports/audit-2025-03-08.json", json),
      (
        "exports/audit-2025-03-01.csv.about.json",
        Array(
          about(
            "Search-UnifiedAuditLog -StartDate 2025-03-01 -EndDate 2025-03-15 -SessionId nw-014"
              + " -SessionCommand ReturnLargeSet -ResultSize 5000, until no more came",
            "Exchange Online PowerShell 3.7.1", "2025-03-01", "2025-03-15"
          ).utf8)
      ),
      (
        "exports/audit-2025-03-08.json.about.json",
        Array(
          about(
            "Management Activity API, content types Audit.Exchange and Audit.AzureActiveDirectory,"
              + " fetched every hour since 7 March, because the API holds seven days",
            "in-house collector 2.1", "2025-03-08", "2025-03-22"
          ).utf8)
      ),
    ]
  }

  private var caseJSON: String {
    """
    {
      "authority": "engagement letter of 22 March 2025, section 2",
      "displayZone": {
        "changes": [
          {"abbreviation": "CST", "from": "2024-11-03T07:00:00Z", "offset": -21600},
          {"abbreviation": "CDT", "from": "2025-03-09T08:00:00Z", "offset": -18000},
          {"abbreviation": "CST", "from": "2025-11-02T07:00:00Z", "offset": -21600}
        ],
        "name": "America/Chicago"
      },
      "examiner": "Dana Whitfield, Harbor Incident Response",
      "language": "en",
      "marking": "SYNTHETIC CASE: people, clinic and records are invented",
      "number": "NW-2025-014",
      "organisation": "Northwind Family Clinic",
      "qualifications": "nine years of incident response; certified in cloud forensics (invented)",
      "questions": [
        "Which messages of the clinic did the intruder access?",
        "Which must be assumed to be compromised, and for which time can nobody say?"
      ],
      "regimes": ["hipaa"],
      "requester": "J. Okafor, counsel for the clinic",
      "schema": "casefile/case/1",
      "title": "Northwind Family Clinic: mailbox of M. Rivera",
      "triggers": [
        {
          "at": "2025-03-21T15:30:00Z",
          "by": "J. Okafor, counsel",
          "enteredAt": "2025-03-24T11:00:00Z",
          "regime": "hipaa",
          "trigger": "discovery",
          "why": "the office manager reported sign-ins that M. Rivera did not make"
        }
      ]
    }

    """
  }

  private var scopeJSON: String {
    """
    {
      "decisions": [
        {
          "at": "2025-03-24T10:20:00Z",
          "by": "J. Okafor, counsel",
          "what": "readings.sync is mailbox and readings.throttle is assumed",
          "why": "the cautious reading of Microsoft's text; no inventory of the mailbox exists"
        }
      ],
      "indicators": [
        {
          "addresses": ["\(NorthwindCase.attackerAddress)", "\(NorthwindCase.attackerSecond)"],
          "decidedAt": "2025-03-24T09:10:00Z",
          "decidedBy": "Dana Whitfield",
          "id": "A1",
          "why": "addresses of the sign-ins that M. Rivera did not make (interview of 23 March)"
        }
      ],
      "knownGood": [
        {
          "addresses": ["198.51.100.0/26"],
          "decidedAt": "2025-03-24T09:12:00Z",
          "decidedBy": "Dana Whitfield",
          "id": "K1",
          "why": "fixed address range of the clinic's office line, confirmed by the provider"
        }
      ],
      "mailboxes": [
        {"upn": "\(NorthwindCase.rivera.upn)"},
        {"upn": "\(NorthwindCase.brandt.upn)"},
        {"upn": "\(NorthwindCase.reception.upn)"}
      ],
      "readings": {
        "assumption": "attributed",
        "linkSessions": true,
        "sync": "mailbox",
        "throttle": "assumed"
      },
      "schema": "casefile/scope/1",
      "windows": [
        {
          "decidedBy": "Dana Whitfield",
          "from": "\(NorthwindCase.windowFrom)Z",
          "to": "\(NorthwindCase.windowTo)Z",
          "why": "from the day before the first foreign sign-in to the day after the sessions were revoked"
        }
      ]
    }

    """
  }

  private func about(_ command: String, _ tool: String, _ from: String, _ to: String) -> String {
    """
    {
      "collected": {
        "at": "2025-03-23T14:05:00Z",
        "by": "A. Lindqvist, IT service desk of the clinic",
        "command": "\(command)",
        "tool": "\(tool)"
      },
      "query": {
        "freeText": "",
        "from": "\(from)T00:00:00Z",
        "mailboxes": [],
        "operations": [],
        "to": "\(to)T00:00:00Z",
        "users": []
      },
      "receivedAt": "2025-03-23T16:30:00Z",
      "receivedFrom": "Northwind Family Clinic, IT service desk",
      "sourceSystem": "Microsoft 365 unified audit log",
      "tenant": "northwind-clinic.example"
    }

    """
  }
}
