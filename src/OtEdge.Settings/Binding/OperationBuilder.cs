using System.Net;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using OtEdge.Modbus;
using OtEdge.Settings.Shapes;

namespace OtEdge.Settings.Binding;

/// <summary>Makes an <see cref="OperationExample"/> of what a person wrote.</summary>
internal static class OperationBuilder
{
    private const int AddressMax = 65535;
    private const int RecordMax = 9999;

    /// <summary>Null, with a problem in words, when the draft makes no operation.</summary>
    /// <param name="draft">What was written.</param>
    /// <param name="names">Names of the site.</param>
    /// <param name="values">Values that rules declare: a typed value without an order takes theirs.</param>
    /// <param name="problem">What was expected; empty when it was said elsewhere.</param>
    public static OperationExample? Build(
        OperationDraft draft, SiteNames names, IReadOnlyList<ValueLimit> values, out string problem)
    {
        draft = draft with { Order = draft.Order ?? DeclaredOrder(draft, names, values) };
        IPAddress? client = null;
        problem = "";
        if (draft.Client is not null && !names.TryAddress(draft.Client, out client, out problem))
        {
            return null;
        }

        FunctionId? function = null;
        if (draft.Function is not null && !TryFunction(draft.Function, out function, out problem))
        {
            return null;
        }

        OperationExample? example = draft.IsWrite is null
            ? OfFunction(function, out problem)
            : OfAddresses(draft, function, names, out problem);
        return example is null ? null : example with
        {
            Client = client,
            Unit = (byte)(draft.Unit ?? example.Unit),
            Text = Text(draft, example),
        };
    }

    private static WordOrder DeclaredOrder(OperationDraft draft, SiteNames names, IReadOnlyList<ValueLimit> values)
    {
        ValueLimit? value = values.FirstOrDefault(known =>
            known.Space == draft.Space && known.Address == draft.Range.First && known.Layout.Type == draft.Type);
        Tag? tag = names.Tags.Values.FirstOrDefault(known =>
            known.Unit == (draft.Unit ?? 1) && known.Space == draft.Space && known.Address == draft.Range.First
            && known.Layout.Type == draft.Type);
        return value?.Layout.Order ?? tag?.Layout.Order ?? WordOrder.ABCD;
    }

    private static bool TryFunction(string text, out FunctionId? function, out string problem)
    {
        function = null;
        Allowance? allowance = Allowance.Read(text, out problem);
        if (allowance is null || allowance.Functions.Count != 1)
        {
            problem = problem.Length > 0 ? problem : $"expected one function such as 16 or 8/1, but found {Quote.Words(text)}";
            return false;
        }

        function = allowance.Functions[0];
        return true;
    }

    private static OperationExample? OfFunction(FunctionId? function, out string problem)
    {
        problem = "expected `read`, `write` or `function`";
        if (function is not { } named)
        {
            return null;
        }

        if (ModbusFunctions.SpaceOf(named.Code) != ModbusSpace.None)
        {
            problem = $"function {named} has addresses; say them by `read` or `write`";
            return null;
        }

        problem = "";
        return new OperationExample { Class = ClassOf(named), Function = named, Count = 0 };
    }

    private static OperationExample? OfAddresses(OperationDraft draft, FunctionId? function, SiteNames names, out string problem)
    {
        Tag? tag = null;
        if (draft.Tag is not null)
        {
            if (!names.Tags.TryGetValue(draft.Tag, out tag))
            {
                problem = names.Broken.Contains(draft.Tag) ? "" : names.UnknownTag(draft.Tag);
                return null;
            }

            draft = draft with { Space = tag.Space, Range = new AddressRange(tag.Address, tag.Address + tag.Layout.Width - 1) };
        }

        bool isWrite = draft.IsWrite == true;
        if (isWrite && draft.Space is (RegisterSpace.DiscreteInput or RegisterSpace.InputRegister))
        {
            problem = $"{ModbusScalars.Word(draft.Space)}s cannot be written; no Modbus function does it";
            return null;
        }

        byte[] data = [];
        int count = draft.Count ?? (draft.Range.Last - draft.Range.First + 1);
        if (isWrite && draft.Space != RegisterSpace.FileRecord
            && !WrittenValue.TryEncode(draft, tag?.Layout, ref count, out data, out problem))
        {
            return null;
        }

        int countMax = CountMax(draft.Space, isWrite);
        int last = draft.Space == RegisterSpace.FileRecord ? RecordMax : AddressMax;
        if (count < 1 || count > countMax || draft.Range.First + count - 1 > last)
        {
            problem = count > countMax
                ? $"one request reaches at most {countMax} {ModbusScalars.Word(draft.Space)}s, not {count}"
                : $"the operation reaches beyond address {last}";
            return null;
        }

        FunctionId used = function ?? UsualFunction(draft.Space, isWrite, count);
        if (!Fits(used, draft.Space, isWrite, count, out problem))
        {
            return null;
        }

        return new OperationExample
        {
            Unit = tag?.Unit ?? 1,
            Class = isWrite ? OperationClass.Write : OperationClass.Read,
            Function = used,
            Space = draft.Space,
            File = draft.File,
            Address = draft.Range.First,
            Count = count,
            Data = data,
        };
    }

    private static bool Fits(FunctionId function, RegisterSpace space, bool isWrite, int count, out string problem)
    {
        bool readsAndWrites = function.Code == FunctionCode.ReadWriteMultipleRegisters;
        bool isSingle = function.Code is FunctionCode.WriteSingleCoil or FunctionCode.WriteSingleRegister;
        bool fits = (RegisterSpace)ModbusFunctions.SpaceOf(function.Code) == space
            && (readsAndWrites || ClassOf(function) == (isWrite ? OperationClass.Write : OperationClass.Read))
            && !(isSingle && count > 1)
            && function.Code != FunctionCode.MaskWriteRegister;
        problem = fits ? "" : function.Code == FunctionCode.MaskWriteRegister
            ? "function 22 cannot be tried: what it writes depends on the device's present value"
            : $"function {function} does not {(isWrite ? "write" : "read")} {count} {ModbusScalars.Word(space)}{(count == 1 ? "" : "s")}";
        return fits;
    }

    private static FunctionId UsualFunction(RegisterSpace space, bool isWrite, int count) => new((space, isWrite) switch
    {
        (RegisterSpace.Coil, false) => FunctionCode.ReadCoils,
        (RegisterSpace.Coil, true) => count == 1 ? FunctionCode.WriteSingleCoil : FunctionCode.WriteMultipleCoils,
        (RegisterSpace.DiscreteInput, _) => FunctionCode.ReadDiscreteInputs,
        (RegisterSpace.InputRegister, _) => FunctionCode.ReadInputRegisters,
        (RegisterSpace.FileRecord, false) => FunctionCode.ReadFileRecord,
        (RegisterSpace.FileRecord, true) => FunctionCode.WriteFileRecord,
        (_, false) => FunctionCode.ReadHoldingRegisters,
        (_, true) => count == 1 ? FunctionCode.WriteSingleRegister : FunctionCode.WriteMultipleRegisters,
    });

    // Modbus application protocol V1.1b3 cl. 6.1 to 6.15: what fits one ADU.
    private static int CountMax(RegisterSpace space, bool isWrite) => (space, isWrite) switch
    {
        (RegisterSpace.Coil or RegisterSpace.DiscreteInput, false) => 2000,
        (RegisterSpace.Coil, true) => 1968,
        (RegisterSpace.FileRecord, _) => isWrite ? 122 : 124,
        (_, true) => 123,
        _ => 125,
    };

    private static OperationClass ClassOf(FunctionId function) => ModbusFunctions.ClassOf(function.Code, function.Sub) switch
    {
        FunctionClass.Read => OperationClass.Read,
        FunctionClass.Write => OperationClass.Write,
        _ => OperationClass.Admin,
    };

    private static string Text(OperationDraft draft, OperationExample example)
    {
        string what = example.Count == 0
            ? $"function {example.Function}"
            : $"{(draft.IsWrite == true ? "write" : "read")} {Target(draft, example)}";
        string type = draft.Type is { } named ? $" {ModbusScalars.Word(named)}" : "";
        string values = draft.Values.Count > 0 ? $"{type} {string.Join(' ', draft.Values)}" : "";
        string from = draft.Client is null ? "" : $" from {draft.Client}";
        return Quote.Plain($"{what}{values}{from} unit {draft.Unit ?? example.Unit}", charactersMax: 200);
    }

    private static string Target(OperationDraft draft, OperationExample example)
    {
        var range = new AddressRange(example.Address, example.Address + example.Count - 1);
        return draft.Tag is not null ? $"tag {draft.Tag}"
            : draft.Space == RegisterSpace.FileRecord ? $"file {draft.File} {range}"
            : $"{ModbusScalars.Word(draft.Space)} {range}";
    }
}
