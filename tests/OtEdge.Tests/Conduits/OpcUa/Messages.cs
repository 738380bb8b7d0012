using OtEdge.OpcUa;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Transport;
using OtEdge.OpcUa.Types;
using Xunit;

namespace OtEdge.Tests.Conduits.OpcUa;

/// <summary>Bodies of messages, written by hand.</summary>
internal static class Messages
{


    private static NodeIdRef Token() => new(1, 4711);

    public static byte[] OpenChannel() => Request(ServiceType.OpenSecureChannel, writer =>
    {
        writer.UInt32(0);
        writer.UInt32(0);
        writer.UInt32(1);
        writer.Null();
        writer.UInt32(60_000);
    });

    public static byte[] ChannelOpened() => Response(ServiceType.OpenSecureChannel, writer => writer.Room(28).Clear());

    public static byte[] CreateSession() => Request(ServiceType.CreateSession, writer =>
    {
        writer.String("urn:acme:mes");
        writer.Null();
        writer.Byte(0);
        writer.UInt32(1);
        for (int i = 0; i < 8; i++)
        {
            writer.Null();
        }

        writer.Double(60_000);
        writer.UInt32(0);
    });

    public static byte[] SessionCreated() => Response(ServiceType.CreateSession, writer =>
    {
        writer.NodeId(new NodeIdRef(1, 1));
        writer.NodeId(Token());
    });

    public static byte[] ActivateSession() => Request(ServiceType.ActivateSession, writer =>
    {
        for (int i = 0; i < 4; i++)
        {
            writer.Null();
        }

        writer.NullExtensionObject();
        writer.Null();
        writer.Null();
    });

    public static byte[] SessionActivated() => Response(ServiceType.ActivateSession, writer => writer.Room(12).Clear());

    public static byte[] NamespacesRead(params string[] uris) => Response(ServiceType.Read, writer =>
    {
        writer.Int32(1);
        writer.Byte(1);
        writer.Byte(0x8C);
        writer.Int32(uris.Length);
        Array.ForEach(uris, writer.String);
        writer.Null();
    });

    public static byte[] Read(ushort space, params string[] names) => Request(ServiceType.Read, writer =>
    {
        writer.Double(0);
        writer.UInt32(3);
        writer.Int32(names.Length);
        foreach (string name in names)
        {
            Assert.True(NodeId.TryParse($"ns={space};{name}", out NodeId? id));
            writer.NodeId(id.AsRef());
            writer.UInt32(13);
            writer.Null();
            writer.UInt16(0);
            writer.Null();
        }
    });

    /// <summary>As many good values as asked for, without a number in them.</summary>
    public static byte[] ReadAnswer(int count) => Response(ServiceType.Read, writer =>
    {
        writer.Int32(count);
        for (int i = 0; i < count; i++)
        {
            writer.Byte(2);
            writer.UInt32(StatusCodes.Good);
        }

        writer.Null();
    });

    public static byte[] Register(ushort space, params string[] names) => Request(ServiceType.RegisterNodes, writer =>
    {
        writer.Int32(names.Length);
        foreach (string name in names)
        {
            Assert.True(NodeId.TryParse($"ns={space};{name}", out NodeId? id));
            writer.NodeId(id.AsRef());
        }
    });

    public static byte[] Registered(params uint[] aliases) => Response(ServiceType.RegisterNodes, writer =>
    {
        writer.Int32(aliases.Length);
        Array.ForEach(aliases, alias => writer.NodeId(new NodeIdRef(1, alias)));
    });

    public static byte[] Created(uint subscription) => Response(ServiceType.CreateSubscription, writer =>
    {
        writer.UInt32(subscription);
        writer.Room(16).Clear();
    });

    /// <summary>Watches values; the client's own numbers are 1, 2, 3.</summary>
    public static byte[] Watch(uint subscription, ushort space, params string[] names) => Request(ServiceType.CreateMonitoredItems, writer =>
    {
        uint handle = 0;
        writer.UInt32(subscription);
        writer.UInt32(3);
        writer.Int32(names.Length);
        foreach (string name in names)
        {
            Assert.True(NodeId.TryParse($"ns={space};{name}", out NodeId? id));
            writer.NodeId(id.AsRef());
            writer.UInt32(13);
            writer.Null();
            writer.UInt16(0);
            writer.Null();
            writer.UInt32(2);
            writer.UInt32(++handle);
            writer.Double(100);
            writer.NullExtensionObject();
            writer.UInt32(1);
            writer.Boolean(true);
        }
    });

    public static byte[] Watched(params uint[] ids) => Response(ServiceType.CreateMonitoredItems, writer =>
    {
        writer.Int32(ids.Length);
        foreach (uint id in ids)
        {
            writer.UInt32(StatusCodes.Good);
            writer.UInt32(id);
            writer.Double(100);
            writer.UInt32(1);
            writer.NullExtensionObject();
        }

        writer.Null();
    });

    /// <summary>A Publish response with one number for each client handle.</summary>
    public static byte[] Published(uint subscription, params (uint Handle, double Value)[] changes) => Response(ServiceType.Publish, writer =>
    {
        writer.UInt32(subscription);
        writer.Int32(1);
        writer.UInt32(4);
        writer.Boolean(false);
        writer.UInt32(5);
        writer.Int64(0);
        writer.Int32(1);
        writer.StandardNodeId(811);
        writer.Byte(1);
        int length = writer.ReserveInt32();
        int start = writer.Count;
        writer.Int32(changes.Length);
        foreach ((uint handle, double value) in changes)
        {
            writer.UInt32(handle);
            Value(writer, value);
        }

        writer.Null();
        writer.PatchInt32(length, writer.Count - start);
        writer.Null();
        writer.Null();
    });

    public static byte[] ValuesRead(params double[] values) => Response(ServiceType.Read, writer =>
    {
        writer.Int32(values.Length);
        Array.ForEach(values, value => Value(writer, value));
        writer.Null();
    });

    public static byte[] Results(ServiceType service, params uint[] statuses) => Response(service, writer =>
    {
        writer.Int32(statuses.Length);
        Array.ForEach(statuses, writer.UInt32);
        writer.Null();
    });

    public static byte[] Service(uint typeId, Action<UaWriter>? parameters = null) => Request(unchecked((ServiceType)typeId), parameters ?? (_ => { }));

    /// <summary>Statuses of an answer's results; of a ServiceFault its own.</summary>
    public static uint[] Statuses(byte[] body, ServiceType service)
    {
        Assert.True(ServiceResponse.TryRead(body, out ServiceResponse response).IsNone);
        if (response.IsFault)
        {
            return [response.Header.ServiceResult];
        }

        var statuses = new List<uint>();
        var results = new ResponseResults(response, service);
        while (results.MoveNext())
        {
            statuses.Add(results.Status);
        }

        Assert.True(results.Fault.IsNone, $"{results.Fault}");
        return [.. statuses];
    }

    /// <summary>The messages in a stream of chunks; their sequence numbers must rise by one from where they were.</summary>
    public static List<(uint RequestId, byte[] Body)> Split(ReadOnlySpan<byte> bytes, ref uint last)
    {
        var messages = new List<(uint, byte[])>();
        var assembler = new MessageAssembler(AssemblyLimits.InSession);
        while (ChunkFraming.TryRead(bytes, 8192, out ChunkHeader header, out _) == FrameStatus.Done)
        {
            ReadOnlySpan<byte> chunk = bytes[..header.Bytes];
            bytes = bytes[header.Bytes..];
            if (!header.IsSecure)
            {
                continue;
            }

            int start = SymmetricHeader.EndBytes;
            if (header.Type == MessageType.OpenChannel)
            {
                Assert.True(AsymmetricHeader.TryRead(chunk, out AsymmetricHeader asymmetric).IsNone);
                start = asymmetric.EndBytes;
            }

            SequenceHeader sequence = SequenceHeader.Of(chunk[start..]);
            Assert.Equal(last + 1, sequence.SequenceNumber);
            last = sequence.SequenceNumber;
            if (assembler.Add(header, sequence.RequestId, chunk[(start + SequenceHeader.HeaderBytes)..], out ReadOnlySpan<byte> message, out _) == FrameStatus.Done)
            {
                messages.Add((sequence.RequestId, message.ToArray()));
            }
        }

        Assert.True(bytes.IsEmpty);
        return messages;
    }

    private static byte[] Request(ServiceType service, Action<UaWriter> parameters)
    {
        var writer = new UaWriter();
        writer.StandardNodeId(unchecked((uint)service));
        writer.NodeId(Token());
        writer.Int64(1);
        writer.UInt32(5);
        writer.UInt32(0);
        writer.Null();
        writer.UInt32(0);
        writer.NullExtensionObject();
        parameters(writer);
        return writer.Written.ToArray();
    }

    public static byte[] Reply(ServiceType service, Action<UaWriter> parameters) => Response(service, parameters);

    private static byte[] Response(ServiceType service, Action<UaWriter> parameters)
    {
        var writer = new UaWriter();
        writer.StandardNodeId(ServiceTypes.ResponseOf(service));
        ResponseHeader.Write(writer, 1, 5, StatusCodes.Good);
        parameters(writer);
        return writer.Written.ToArray();
    }

    // A DataValue with a Double; NaN: a bad one.
    private static void Value(UaWriter writer, double value)
    {
        writer.Byte(double.IsNaN(value) ? (byte)2 : (byte)1);
        if (double.IsNaN(value))
        {
            writer.UInt32(StatusCodes.BadCommunicationError);
            return;
        }

        writer.Byte(11);
        writer.Double(value);
    }
}
