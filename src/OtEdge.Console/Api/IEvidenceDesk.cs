namespace OtEdge.Console.Api;

/// <summary>What the API asks about regimes and evidence; thread-safe.</summary>
public interface IEvidenceDesk
{
    /// <summary>The operating regime of the site.</summary>
    RegimeView Regime();

    /// <summary>Sets a regime by hand.</summary>
    /// <param name="regime">Its name; null: lets go of the one that is set.</param>
    /// <param name="user">Who does it.</param>
    Answer<RegimeView> SetRegime(string? regime, string user);

    /// <summary>Says that a finding is legitimate, or meant to be refused.</summary>
    Answer<FindingView> Triage(string id, TriageRequest request, string user);

    /// <summary>Signs a list of operations as what a regime does on a conduit, for one that is too rare to be sampled.</summary>
    Answer<SignedRehearsalView> SignRehearsal(string conduit, RehearsalRequest request, string user);

    /// <summary>The last signed rehearsal of each regime, held against the record and the live rules.</summary>
    Answer<SignedRehearsalView[]> Rehearsals(string conduit);

    /// <summary>A sealed report of how far the evidence for a policy on a conduit carries.</summary>
    /// <param name="conduit">Name of the conduit.</param>
    /// <param name="request">The policy, and how far back.</param>
    /// <param name="tell">Takes the share of the work that is done, 0 to 1; null: nobody asks.</param>
    Answer<EvidenceView> Evidence(string conduit, EvidenceRequest request, Action<double>? tell = null);
}
