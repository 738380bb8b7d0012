using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Types;
using Xunit;

namespace OtEdge.Tests.Conduits.OpcUa.Attacks;

/// <summary>Bodies that are made to break whoever reads them, and some that attacks are made of.</summary>
internal static class HostileBodies
{
    private const int Levels = 10_000;
    private const byte Text = 12;
    private const byte Extension = 22;
    private const byte InArray = 0x98;

    /// <summary>Writes and others that must never be taken for a good request.</summary>
    public static IReadOnlyDictionary<string, byte[]> All { get; } = new Dictionary<string, byte[]>
    {
        ["variants in variants"] = Write(writer => Repeat(writer, [InArray, 1, 0, 0, 0])),
        ["data values in variants"] = Write(writer => Repeat(writer, [0x97, 1, 0, 0, 0, 1])),
        ["diagnostics in diagnostics"] = Write(writer =>
        {
            writer.Raw([0x99, 1, 0, 0, 0]);
            Repeat(writer, [0x40]);
        }),
        ["all kinds in each other"] = Write(writer => Repeat(writer, [InArray, 1, 0, 0, 0, 0x97, 1, 0, 0, 0, 1])),
        ["an array that the message cannot hold"] = Write(writer => writer.Raw([0x8C, 0xFF, 0xFF, 0xFF, 0x7F])),
        ["an array of less than nothing"] = Write(writer => writer.Raw([0x8C, 0xFE, 0xFF, 0xFF, 0xFF])),
        ["a string longer than the message"] = Write(writer => writer.Raw([Text, 0xFF, 0xFF, 0xFF, 0x7F])),
        ["dimensions whose product overflows"] = Write(writer =>
        {
            writer.Raw([0xC3, 1, 0, 0, 0, 7, 4, 0, 0, 0]);
            for (int i = 0; i < 4; i++)
            {
                writer.Int32(65_536);
            }
        }),
        ["dimensions below nothing"] = Write(writer => writer.Raw([0xC3, 1, 0, 0, 0, 7, 2, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF])),
        ["text that is not UTF-8"] = Write(writer => writer.Raw([Text, 4, 0, 0, 0, 0xC3, 0x28, 0xA0, 0xFF])),
        ["an overlong slash"] = Write(writer => writer.Raw([Text, 2, 0, 0, 0, 0xC0, 0xAF])),
        ["a structure longer than the message"] = Write(writer => writer.Raw([Extension, 1, 0, 0x2A, 0x01, 1, 0xFF, 0xFF, 0xFF, 0x7F])),
        ["a structure of a negative length"] = Write(writer => writer.Raw([Extension, 1, 0, 0x2A, 0x01, 1, 0xF0, 0xFF, 0xFF, 0xFF])),
        ["a filter that is shorter than its structure says"] = Filtered(724, new byte[15]),
        ["a filter with bytes behind it"] = Filtered(724, new byte[17]),
        ["a filter that claims a thousand million clauses"] = Filtered(727, [0, 0xCA, 0x9A, 0x3B]),
        ["a filter of a type that nobody knows"] = Filtered(4711, new byte[16]),
        ["a browse path of ten thousand elements that is cut"] = Path(Levels)[..^1],
        ["bytes behind the end"] = [.. Messages.Read(2, "s=Open1"), 0],
        ["more items than anybody takes"] = Messages.Service((uint)ServiceType.DeleteSubscriptions, writer =>
        {
            writer.Int32(RequestItems.CountMax + 1);
            writer.Room(sizeof(uint) * (RequestItems.CountMax + 1)).Clear();
        }),
        ["a node with the flags of another server"] = Messages.Service((uint)ServiceType.RegisterNodes, writer => writer.Raw([1, 0, 0, 0, 0x40, 85, 1, 0, 0, 0])),
        ["a node by the URI of its namespace"] = Messages.Service((uint)ServiceType.RegisterNodes, writer => writer.Raw([1, 0, 0, 0, 0x80, 85, 1, 0, 0, 0, 65])),
    };

    public static byte[] Call(uint on, uint method, uint argument) => Messages.Service((uint)ServiceType.Call, writer =>
    {
        writer.Int32(1);
        writer.StandardNodeId(on);
        writer.StandardNodeId(method);
        writer.Int32(1);
        writer.Byte(7);
        writer.UInt32(argument);
    });

    public static byte[] Browse(string name) => Messages.Service((uint)ServiceType.Browse, writer =>
    {
        writer.StandardNodeId(0);
        writer.Int64(0);
        writer.UInt32(0);
        writer.UInt32(1);
        writer.Int32(1);
        writer.NodeId(Node(name));
        writer.UInt32(0);
        writer.StandardNodeId(33);
        writer.Boolean(true);
        writer.UInt32(0);
        writer.UInt32(63);
    });

    public static byte[] BrowseNext(ReadOnlySpan<byte> point)
    {
        byte[] kept = point.ToArray();
        return Messages.Service((uint)ServiceType.BrowseNext, writer =>
        {
            writer.Boolean(false);
            writer.Int32(1);
            writer.String(kept);
        });
    }

    /// <summary>An answer with one result without references.</summary>
    public static byte[] Browsed(ServiceType service, ReadOnlySpan<byte> point)
    {
        byte[] kept = point.ToArray();
        return Messages.Reply(service, writer =>
        {
            writer.Int32(1);
            writer.UInt32(StatusCodes.Good);
            writer.String(kept);
            writer.Int32(0);
            writer.Null();
        });
    }

    public static byte[] Transfer(uint subscription) => Messages.Service((uint)ServiceType.TransferSubscriptions, writer =>
    {
        writer.Int32(1);
        writer.UInt32(subscription);
        writer.Boolean(true);
    });

    public static byte[] Transferred() => Messages.Reply(ServiceType.TransferSubscriptions, writer =>
    {
        writer.Int32(1);
        writer.UInt32(StatusCodes.Good);
        writer.Int32(0);
        writer.Null();
    });

    /// <summary>A browse path with so many elements.</summary>
    public static byte[] Path(int elements) => Messages.Service((uint)ServiceType.TranslateBrowsePaths, writer =>
    {
        writer.Int32(1);
        writer.NodeId(Node("s=Open1"));
        writer.Int32(elements);
        for (int i = 0; i < elements; i++)
        {
            writer.StandardNodeId(33);
            writer.Boolean(false);
            writer.Boolean(true);
            writer.UInt16(2);
            writer.String("Secret"u8);
        }
    });

    /// <summary>A monitored item whose where clause names so many nodes: all may be read but the last.</summary>
    public static byte[] Watching(string name, int nodes)
    {
        var filter = new UaWriter();
        filter.Int32(0);
        filter.Int32(1);
        filter.UInt32(0);
        filter.Int32(nodes);
        for (int i = 0; i < nodes; i++)
        {
            filter.StandardNodeId(600);
            filter.Byte(1);
            int length = filter.ReserveInt32();
            int start = filter.Count;
            filter.NodeId(Node(i < nodes - 1 ? "s=Open" : "s=Secret"));
            filter.Null();
            filter.Int32(0);
            filter.UInt32(13);
            filter.Null();
            filter.PatchInt32(length, filter.Count - start);
        }

        return Filtered(727, filter.Written.ToArray(), name);
    }

    private static byte[] Filtered(uint type, byte[] body, string name = "s=Open1") => Messages.Service((uint)ServiceType.CreateMonitoredItems, writer =>
    {
        writer.UInt32(7);
        writer.UInt32(3);
        writer.Int32(1);
        writer.NodeId(Node(name));
        writer.UInt32(13);
        writer.Null();
        writer.UInt16(0);
        writer.Null();
        writer.UInt32(2);
        writer.UInt32(1);
        writer.Double(100);
        writer.StandardNodeId(type);
        writer.Byte(1);
        writer.String(body);
        writer.UInt32(1);
        writer.Boolean(true);
    });

    private static byte[] Write(Action<UaWriter> value) => Messages.Service((uint)ServiceType.Write, writer =>
    {
        writer.Int32(1);
        writer.NodeId(Node("s=OpenTarget"));
        writer.UInt32(13);
        writer.Null();
        writer.Byte(1);
        value(writer);
    });

    private static void Repeat(UaWriter writer, byte[] level)
    {
        for (int i = 0; i < Levels; i++)
        {
            writer.Raw(level);
        }

        writer.Byte(0);
    }

    private static NodeIdRef Node(string name)
    {
        Assert.True(NodeId.TryParse($"ns=2;{name}", out NodeId? id));
        return id.AsRef();
    }
}
