using OtEdge.OpcUa.Certificates;

namespace OtEdge.Conduits.OpcUa.Terminating;

/// <summary>How going to a device went.</summary>
public sealed record DeviceTrialResult
{
    /// <summary>What keeps OtEdge from the device, for people; null: a channel was opened.</summary>
    public string? Problem { get; init; }

    /// <summary>Policy and mode that OtEdge takes of those offered; null: it did not come so far.</summary>
    public string? Security { get; init; }

    /// <summary>The device's certificate; null: none.</summary>
    public Certificate? Device { get; init; }

    /// <summary>What is wrong with it; null: nothing that matters.</summary>
    public CertificateFlaw? Flaw { get; init; }

    /// <summary>What clients see of OtEdge; null: it did not come so far.</summary>
    public Certificate? OwnServer { get; init; }

    /// <summary>What the device sees of OtEdge; null: nothing, or it did not come so far.</summary>
    public Certificate? OwnClient { get; init; }
}
