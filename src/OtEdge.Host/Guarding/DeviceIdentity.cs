using System.Text;
using OtEdge.Core.Findings;

namespace OtEdge.Host.Guarding;

/// <summary>Reads what a device says of itself: a Modbus device in its replies, an OPC UA server by its namespaces.</summary>
internal static class DeviceIdentity
{
    private const int HeaderBytes = 7;
    private const byte ReportServerId = 17;
    private const byte Encapsulated = 43;
    private const byte ReadDeviceIdentification = 14;

    // Function, MEI type, code, conformity, more follows, next object, number of objects (V1.1b3 cl. 6.21).
    private const int ObjectsAt = 7;

    /// <summary>The items of what a device said, by name: of a Modbus reply, or the namespaces of an OPC UA server.</summary>
    public static IReadOnlyDictionary<string, string> Of(in TrafficFinding said) => said.Detail == TrafficFinding.NamespacesDetail
        ? new Dictionary<string, string>(StringComparer.Ordinal) { ["namespaces"] = Printable(Encoding.UTF8.GetString(said.Data)) }
        : Of(said.Data);

    /// <summary>The items of a reply, by name; empty when it tells none, or is cut.</summary>
    /// <param name="adu">The whole frame.</param>
    public static IReadOnlyDictionary<string, string> Of(ReadOnlySpan<byte> adu)
    {
        var items = new Dictionary<string, string>(StringComparer.Ordinal);
        ReadOnlySpan<byte> pdu = adu.Length > HeaderBytes ? adu[HeaderBytes..] : [];
        if (pdu is [ReportServerId, var bytes, ..] && pdu.Length >= 2 + bytes)
        {
            // The run indicator (V1.1b3 cl. 6.13) stands somewhere in it as 00 or FF: stopping a PLC makes no other one of it.
            items["server-id"] = string.Concat(pdu.Slice(2, bytes).ToArray().Select(one => one == 0xFF ? "00" : $"{one:x2}"));
        }
        else if (pdu is [Encapsulated, ReadDeviceIdentification, ..] && pdu.Length >= ObjectsAt)
        {
            Objects(pdu[ObjectsAt..], pdu[ObjectsAt - 1], items);
        }

        return items;
    }

    private static void Objects(ReadOnlySpan<byte> rest, int count, Dictionary<string, string> items)
    {
        for (int number = 0; number < count && rest.Length >= 2 && rest.Length >= 2 + rest[1]; number++)
        {
            string value = Encoding.Latin1.GetString(rest.Slice(2, rest[1]));
            items[Name(rest[0])] = Printable(value);
            rest = rest[(2 + rest[1])..];
        }
    }

    private static string Printable(string text) => new([.. text.Select(letter => char.IsControl(letter) ? '.' : letter)]);

    // The basic and regular objects of V1.1b3 cl. 6.21.
    private static string Name(byte id) => id switch
    {
        0 => "vendor",
        1 => "product code",
        2 => "revision",
        3 => "vendor URL",
        4 => "product name",
        5 => "model",
        6 => "application",
        _ => $"object {id}",
    };
}
