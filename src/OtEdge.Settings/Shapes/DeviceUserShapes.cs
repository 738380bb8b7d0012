using System.Text.Json.Nodes;
using OtEdge.Core.Zones;

namespace OtEdge.Settings.Shapes;

/// <summary>Who users of OPC UA clients are to a device.</summary>
internal static class DeviceUserShapes
{
    /// <summary>The word for every certificate that is trusted for users.</summary>
    public const string AnyTrusted = "trusted";

    public static ScalarShape<DeviceUser> Word { get; } = Scalars.Choice(("passthrough", DeviceUser.Passthrough), ("anonymous", DeviceUser.Anonymous));

    /// <summary>Who every user is.</summary>
    public static Shape User { get; } = new EitherShape<DeviceUser>(Word, Identity());

    /// <summary>Who users with certificates are.</summary>
    public static Shape Users { get; } = new ListShape(new MapShape(
        "a user such as { certificate: THUMBPRINT, as: { name: batch, password-file: batch.password } }",
        new Key("certificate", Certificate(), "Thumbprint of the user's certificate, or `trusted` for any that is trusted for users.") { IsRequired = true },
        new Key("as", new EitherShape<DeviceUser>(Scalars.Choice(("anonymous", DeviceUser.Anonymous)), Identity()), "Who that is to the device.") { IsRequired = true }));

    private static MapShape Identity() => new(
        "{ name: USER, password-file: FILE }, or { certificate: NAME }",
        new Key("name", Scalars.Text, "User name at the device; it goes with a password-file."),
        new Key("password-file", Scalars.Text, "File that holds the password; it is never written into the settings."),
        new Key("certificate", Scalars.Name, "What an own certificate is called, such as one that `otedge certs renew NAME` has made; the device has to trust it."))
    {
        OneOf = ["name", "certificate"],
    };

    private static ScalarShape<string> Certificate() => new(
        $"`{AnyTrusted}`, or {NetworkScalars.Thumbprint.Expected}",
        (string text, out string value) =>
        {
            value = text;
            return text == AnyTrusted || NetworkScalars.Thumbprint.TryParse(text, out value) ? null : "";
        },
        () => new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["enum"] = new JsonArray(AnyTrusted) }, NetworkScalars.Thumbprint.Schema()) });
}
