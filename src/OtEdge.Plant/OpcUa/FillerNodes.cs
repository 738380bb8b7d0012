using OtEdge.OpcUa.Types;
using OtEdge.Plant.Devices;

namespace OtEdge.Plant.OpcUa;

/// <summary>The filler as OPC UA clients see it: the same values that stand in the PLC's registers.</summary>
public static class FillerNodes
{
    /// <summary>Namespace of the filler's nodes.</summary>
    public const string NamespaceUri = "http://acme.com/filler/";

    /// <summary>Application URI of the filler's server.</summary>
    public const string ApplicationUri = "urn:acme:filler";

    /// <summary>Index of <see cref="NamespaceUri"/> at the server.</summary>
    public const ushort NamespaceIndex = 2;

    /// <summary>The address space.</summary>
    /// <param name="image">The PLC's memory.</param>
    /// <param name="time">The server's clock.</param>
    public static UaAddressSpace Of(RegisterImage image, TimeProvider time)
    {
        double order = 0;
        UaNode recipe = new(Id("Line1.Recipe"), "Recipe", UaNode.Object)
        {
            Children =
            [
                Word(image, "Line1.Recipe.Number", FillerRegisters.Recipe),
                Word(image, "Line1.Recipe.Speed", FillerRegisters.Speed),
                Number(
                    "Line1.Recipe.Target",
                    () => Locked(image, () => RegisterImage.Float32(image.HoldingRegisters[FillerRegisters.TargetTemperature..])),
                    value => Locked(image, () => RegisterImage.SetFloat32(image.HoldingRegisters[FillerRegisters.TargetTemperature..], (float)value.Number))),
            ],
        };
        UaNode line = new(Id("Line1"), "Line1", UaNode.Object)
        {
            Children =
            [
                Shown("Line1.State", BuiltInType.UInt16, () => Locked(image, () => image.HoldingRegisters[FillerRegisters.State])),
                Shown("Line1.Bottles", BuiltInType.UInt32, () => Locked(image, () => RegisterImage.UInt32(image.HoldingRegisters[FillerRegisters.BottlesFilled..]))),
                Shown("Line1.Temperature", BuiltInType.Double, () => Locked(image, () => RegisterImage.Float32(image.InputRegisters[FillerRegisters.TemperatureFloat..]))),
                Shown("Line1.Level", BuiltInType.Double, () => Locked(image, () => image.InputRegisters[FillerRegisters.Level])),
                new UaNode(Id("Line1.Order"), "Order", UaNode.Variable)
                {
                    Type = BuiltInType.UInt32,
                    Read = () => new UaValue(BuiltInType.UInt32, Locked(image, () => order)),
                    Write = value => Locked(image, () => order = value.Number),
                },
                recipe,
                Button(image, "Line1.StartBatch", FillerRegisters.ConfirmRecipe),
                Button(image, "Line1.Stop", FillerRegisters.Stop),
                new UaNode(Id("Line1.ResetCounters"), "ResetCounters", UaNode.Method) { Call = () => Locked(image, () => order = 0) },
            ],
        };
        return new UaAddressSpace(["http://opcfoundation.org/UA/", ApplicationUri, NamespaceUri], [line], time);
    }

    /// <summary>A node of the filler.</summary>
    public static NodeId Id(string text) => new(NodeIdKind.String, NamespaceIndex, System.Text.Encoding.UTF8.GetBytes(text));

    private static string NameOf(string text) => text[(text.LastIndexOf('.') + 1)..];

    private static UaNode Word(RegisterImage image, string text, int register) => new(Id(text), NameOf(text), UaNode.Variable)
    {
        Type = BuiltInType.UInt16,
        Read = () => new UaValue(BuiltInType.UInt16, Locked(image, () => image.HoldingRegisters[register])),
        Write = value => Locked(image, () => image.HoldingRegisters[register] = (ushort)value.Number),
    };

    private static UaNode Number(string text, Func<double> read, Action<UaValue> write) => new(Id(text), NameOf(text), UaNode.Variable)
    {
        Type = BuiltInType.Double,
        Read = () => new UaValue(BuiltInType.Double, read()),
        Write = write,
    };

    private static UaNode Shown(string text, BuiltInType type, Func<double> read) => new(Id(text), NameOf(text), UaNode.Variable)
    {
        Type = type,
        Read = () => new UaValue(type, read()),
    };

    private static UaNode Button(RegisterImage image, string text, int coil) => new(Id(text), NameOf(text), UaNode.Method)
    {
        Call = () => Locked(image, () => image.Coils[coil] = true),
    };

    private static double Locked(RegisterImage image, Func<double> read)
    {
        lock (image.Gate)
        {
            return read();
        }
    }

    private static void Locked(RegisterImage image, Action write)
    {
        lock (image.Gate)
        {
            write();
        }
    }
}
