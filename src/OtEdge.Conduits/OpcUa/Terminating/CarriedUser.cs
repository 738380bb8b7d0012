using OtEdge.Core.Zones;
using OtEdge.OpcUa.Sessions;
using OtEdge.OpcUa.Types;

namespace OtEdge.Conduits.OpcUa.Terminating;

/// <summary>A user as the device is told of him, or why he is not.</summary>
internal sealed record CarriedUser
{
    /// <summary>As the client's token came.</summary>
    public static CarriedUser AsItCame { get; } = new();

    /// <summary>Good, or what the client is told.</summary>
    public uint StatusCode { get; private init; } = StatusCodes.Good;

    /// <summary>The token for the device, a whole ExtensionObject; empty: as it came.</summary>
    public ReadOnlyMemory<byte> Token { get; init; }

    /// <summary>The signature beside the token; null: it needs none.</summary>
    public SignedBy? Proof { get; init; }

    /// <summary>Who the user is to the device; null: the same one.</summary>
    public DeviceUser? As { get; init; }

    /// <summary>What people should hear; null: nothing.</summary>
    public string? Notice { get; init; }

    /// <summary>Nobody the device is told of.</summary>
    /// <param name="statusCode">What the client is told.</param>
    /// <param name="notice">What people should hear; null: nothing, because what exactly is wrong is nobody's business.</param>
    public static CarriedUser Refused(uint statusCode, string? notice = null) => new() { StatusCode = statusCode, Notice = notice };
}
