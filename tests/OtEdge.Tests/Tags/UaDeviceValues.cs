using System.Collections.Concurrent;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Types;

namespace OtEdge.Tests.Tags;

/// <summary>What a <see cref="UaDevice"/> answers to reads: DataValues of nodes that have texts as identifiers.</summary>
internal sealed class UaDeviceValues
{
    public const string Uri = "http://acme.com/filler/";
    private readonly ConcurrentDictionary<string, byte[]> values = new();

    public string[] Namespaces { get; set; } = ["http://opcfoundation.org/UA/", "urn:device", Uri];

    public void Set(string name, double value) => values[name] = DataValue(writer =>
    {
        writer.Byte(1);
        writer.Byte((byte)BuiltInType.Double);
        writer.Double(value);
    });

    public void SetStatus(string name, uint status) => values[name] = DataValue(writer =>
    {
        writer.Byte(3);
        writer.Byte((byte)BuiltInType.Double);
        writer.Double(1);
        writer.UInt32(status);
    });

    public void SetRange(string name, double low, double high) => values[name] = DataValue(writer =>
    {
        writer.Byte(1);
        writer.Byte((byte)BuiltInType.ExtensionObject);
        writer.StandardNodeId(886);
        writer.Byte(1);
        writer.Int32(16);
        writer.Double(low);
        writer.Double(high);
    });

    public bool Has(string node) => TryName(node, out string name) && values.ContainsKey(name);

    public byte[] Of(string node)
    {
        if (node == "i=2255")
        {
            return DataValue(writer =>
            {
                writer.Byte(1);
                writer.Byte(0x8C);
                writer.Int32(Namespaces.Length);
                Array.ForEach(Namespaces, writer.String);
            });
        }

        return TryName(node, out string name) && values.TryGetValue(name, out byte[]? value) ? value : DataValue(writer =>
        {
            writer.Byte(2);
            writer.UInt32(StatusCodes.BadNodeIdUnknown);
        });
    }

    private static byte[] DataValue(Action<UaWriter> write)
    {
        var writer = new UaWriter();
        write(writer);
        return writer.Written.ToArray();
    }

    private bool TryName(string node, out string name)
    {
        string prefix = $"ns={Array.IndexOf(Namespaces, Uri)};s=";
        name = node.StartsWith(prefix, StringComparison.Ordinal) ? node[prefix.Length..] : "";
        return name.Length > 0;
    }
}
