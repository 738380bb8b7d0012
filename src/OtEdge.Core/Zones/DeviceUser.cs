namespace OtEdge.Core.Zones;

/// <summary>Who a client's user is to the device.</summary>
/// <param name="Kind">How it is told.</param>
/// <param name="Name">The user name, or what the own certificate is called in the PKI directory; otherwise empty.</param>
/// <param name="PasswordFile">File of the password, relative to the settings or absolute; empty: there is none.</param>
public sealed record DeviceUser(DeviceUserKind Kind, string Name = "", string PasswordFile = "")
{
    /// <summary>As the client says it.</summary>
    public static DeviceUser Passthrough { get; } = new(DeviceUserKind.Passthrough);

    /// <summary>Nobody in particular.</summary>
    public static DeviceUser Anonymous { get; } = new(DeviceUserKind.Anonymous);

    /// <summary>In words, without anything secret.</summary>
    public override string ToString() => Kind switch
    {
        DeviceUserKind.Passthrough => "passthrough",
        DeviceUserKind.Anonymous => "anonymous",
        DeviceUserKind.Name => $"the user {Name}",
        _ => $"the certificate {Name}",
    };
}
