using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OtEdge.Core.Zones;

namespace OtEdge.Settings.Shapes;

/// <summary>Scalars that name places in a network.</summary>
internal static partial class NetworkScalars
{
    /// <summary>An address or a network; a single address is a network of one.</summary>
    public static ScalarShape<IPNetwork> Network { get; } = new(
        "an address or network such as 10.20.0.11 or 10.20.0.0/28",
        ParseNetwork,
        () => new JsonObject { ["type"] = "string" });

    /// <summary>Where OtEdge listens.</summary>
    public static ScalarShape<IPEndPoint> Listen { get; } = new(
        "an address of this machine with a port, such as 0.0.0.0:502",
        ParseEndPoint,
        () => new JsonObject { ["type"] = "string", ["pattern"] = "^.+:[0-9]{1,5}$" });

    /// <summary>Where a device listens, by name or address.</summary>
    public static ScalarShape<DeviceAddress> Device { get; } = new(
        "a host and port such as 10.10.0.10:502",
        ParseDevice,
        () => new JsonObject { ["type"] = "string", ["pattern"] = "^[^/]+:[0-9]{1,5}$" });

    /// <summary>An OPC UA endpoint; the port is 4840 when not stated.</summary>
    public static ScalarShape<Uri> OpcTcp { get; } = Url("opc.tcp://10.10.0.10:4840", "opc.tcp");

    /// <summary>An MQTT broker.</summary>
    public static ScalarShape<Uri> Broker { get; } = Url("mqtts://broker:8883", "mqtts", "mqtt");

    /// <summary>A syslog server.</summary>
    public static ScalarShape<Uri> Syslog { get; } = Url("tls://siem:6514", "tls", "tcp", "udp");

    /// <summary>Where metrics are pushed to.</summary>
    public static ScalarShape<Uri> Otlp { get; } = Url("http://collector:4317", "http", "https");

    /// <summary>Where metrics are served.</summary>
    public static ScalarShape<Uri> Http { get; } = Url("http://127.0.0.1:9464", "http");

    /// <summary>Where the console listens.</summary>
    public static ScalarShape<Uri> Https { get; } = Url("https://0.0.0.0:8443", "https", "http");

    /// <summary>An OPC UA application URI.</summary>
    public static ScalarShape<string> ApplicationUri { get; } = new(
        "an application URI such as urn:acme:mes",
        (string text, out string value) =>
            (value = text).Length <= 500 && Uri.IsWellFormedUriString(text, UriKind.Absolute) ? null : "",
        () => new JsonObject { ["type"] = "string", ["format"] = "uri" });

    /// <summary>A certificate's thumbprint, upper case without colons.</summary>
    public static ScalarShape<string> Thumbprint { get; } = new(
        "a certificate thumbprint of 40 (SHA-1) or 64 (SHA-256) hexadecimal digits",
        (string text, out string value) =>
        {
            value = text.Replace(":", "", StringComparison.Ordinal).ToUpperInvariant();
            return value.Length is 40 or 64 && value.All(char.IsAsciiHexDigit) ? null : "";
        },
        () => new JsonObject { ["type"] = "string", ["pattern"] = "^([0-9A-Fa-f]{2}:?){20}(([0-9A-Fa-f]{2}:?){12})?$" });

    /// <summary>IPv4-mapped IPv6 addresses as IPv4.</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>Reads a dotted IPv4 or an IPv6 address; the short forms of IPv4 (`10.1`) are refused.</summary>
    public static bool TryAddress(string text, out IPAddress address)
    {
        bool isAddress = IPAddress.TryParse(text, out IPAddress? parsed)
            && (parsed.AddressFamily == AddressFamily.InterNetworkV6 || DottedRegex().IsMatch(text))
            && !text.Contains('%') && !text.Contains('[');
        address = isAddress ? Plain(parsed!) : IPAddress.None;
        return isAddress;
    }

    private static string? ParseNetwork(string text, out IPNetwork value)
    {
        value = default;
        string[] parts = text.Split('/');
        if (parts.Length > 2 || !TryAddress(parts[0], out IPAddress address))
        {
            return "";
        }

        int bits = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        int length = bits;
        if (parts.Length == 2
            && !(int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out length) && length <= bits))
        {
            return $"; the prefix length is 0 to {bits}";
        }

        IPAddress network = Masked(address, length);
        if (!network.Equals(address))
        {
            return $"; it has bits behind the prefix, write {Quote.Words($"{network}/{length}")} for the network or {Quote.Words($"{address}")} for the address";
        }

        value = new IPNetwork(network, length);
        return null;
    }

    private static IPAddress Masked(IPAddress address, int length)
    {
        byte[] bytes = address.GetAddressBytes();
        for (int bit = length; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= unchecked((byte)~(0x80 >> (bit % 8)));
        }

        return new IPAddress(bytes);
    }

    private static string? ParseEndPoint(string text, out IPEndPoint value)
    {
        value = new IPEndPoint(IPAddress.None, 0);
        if (!TrySplit(text, out string host, out int port))
        {
            return TryAddress(text.Trim('[', ']'), out _) ? "; the port is missing" : "";
        }

        if (host == "*")
        {
            return $"; write {Quote.Words($"0.0.0.0:{port}")} for every address";
        }

        if (!TryAddress(host, out IPAddress address))
        {
            return host == "localhost" ? $"; write {Quote.Words($"127.0.0.1:{port}")}" : "; host names are not resolved here";
        }

        value = new IPEndPoint(address, port);
        return null;
    }

    private static string? ParseDevice(string text, out DeviceAddress value)
    {
        value = new DeviceAddress("", 0);
        if (!TrySplit(text, out string host, out int port))
        {
            bool isHost = TryAddress(text.Trim('[', ']'), out _) || HostRegex().IsMatch(text);
            return isHost ? "; the port is missing" : "";
        }

        bool isName = HostRegex().IsMatch(host) && !host.All(character => char.IsAsciiDigit(character) || character == '.');
        if (port == 0 || !(isName || TryAddress(host, out _)))
        {
            return port == 0 ? "; the port is 1 to 65535" : "";
        }

        value = new DeviceAddress(host, port);
        return null;
    }

    private static bool TrySplit(string text, out string host, out int port)
    {
        int colon = text.LastIndexOf(':');
        host = colon < 0 ? "" : text[..colon];
        port = 0;
        if (colon < 0 || text.Length - colon - 1 is 0 or > 5
            || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) || port > 65535)
        {
            return false;
        }

        if (host.StartsWith('[') && host.EndsWith(']'))
        {
            host = host[1..^1];
            return host.Contains(':');
        }

        return !host.Contains(':');
    }

    private static ScalarShape<Uri> Url(string example, params string[] schemes) => new(
        $"a URL such as {example}",
        (string text, out Uri value) =>
        {
            bool isUrl = Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && schemes.Contains(url.Scheme)
                && url.Host.Length > 0 && url.UserInfo.Length == 0 && url.Port is not 0;
            value = url ?? new Uri("about:blank");
            return isUrl ? null : url?.UserInfo.Length > 0 ? "; names and passwords do not belong into a URL" : "";
        },
        () => new JsonObject { ["type"] = "string", ["pattern"] = $"^({string.Join('|', schemes).Replace(".", "\\.", StringComparison.Ordinal)})://" });

    [GeneratedRegex(@"^[0-9]{1,3}(\.[0-9]{1,3}){3}\z", RegexOptions.CultureInvariant)]
    private static partial Regex DottedRegex();

    [GeneratedRegex(@"^[A-Za-z0-9]([A-Za-z0-9._-]{0,252})\z", RegexOptions.CultureInvariant)]
    private static partial Regex HostRegex();
}
