using OtEdge.Core.Policy;
using OtEdge.Settings.Shapes;
using OtEdge.Settings.Yaml;

namespace OtEdge.Settings.Binding;

/// <summary>Binds the operations of `tests:` and `essential:`.</summary>
internal sealed class OperationBinder(SiteNames names, AddressBase addresses, ProblemList problems)
{
    private const int RecordMax = 9999;

    /// <summary>The operation; null when it is wrong, and then a problem says why.</summary>
    /// <param name="node">Its mapping.</param>
    /// <param name="values">Values that the policy's rules declare, for their orders.</param>
    public OperationExample? Bind(MapNode node, IReadOnlyList<ValueLimit> values)
    {
        MapNode? read = node.Map("read"), write = node.Map("write");
        if (read is not null && write is not null)
        {
            problems.Error(node, "expected one of `read` or `write`, but found both; write two operations");
            return null;
        }

        if (read is null && write is null && node.Find("function") is null)
        {
            problems.Error(node, "expected `read`, `write` or `function`, but found none");
            return null;
        }

        var draft = new OperationDraft
        {
            Client = node.Text("client"),
            Unit = node.ReadOrNull("unit", ModbusScalars.Unit),
            Function = node.Text("function", ModbusScalars.Allowance),
            IsWrite = read is null && write is null ? null : write is not null,
        };
        if ((write ?? read) is { } target && !TryBindTarget(target, ref draft))
        {
            return null;
        }

        OperationExample? example = OperationBuilder.Build(draft, names, values, out string problem);
        if (example is null && problem.Length > 0)
        {
            problems.Error(write ?? read ?? node, problem);
        }

        return example;
    }

    private bool TryBindTarget(MapNode target, ref OperationDraft draft)
    {
        draft = draft with { Count = target.ReadOrNull("count", Scalars.Integer(1, 2000)), Tag = target.Text("tag", Scalars.Name) };
        if (draft.IsWrite == true && !TryBindValues(target, ref draft))
        {
            return false;
        }

        if (draft.Tag is not null)
        {
            return true;
        }

        if (Scalars.Integer(1, 65535).TryRead(target.Find("file"), out int file))
        {
            draft = draft with { Space = RegisterSpace.FileRecord, File = file };
            return TryBindRecords(target, ref draft);
        }

        foreach ((string key, RegisterSpace space) in ModbusScalars.SingleSpaces)
        {
            if (addresses.TryResolve(target.Find(key), space, problems, out AddressRange range))
            {
                draft = draft with { Space = space, Range = range };
                return true;
            }
        }

        return false;
    }

    private bool TryBindRecords(MapNode target, ref OperationDraft draft)
    {
        if (!ModbusScalars.Range.TryRead(target.Find("records"), out AddressRange records))
        {
            problems.Error(target, "the key `records` is missing: which records of the file");
            return false;
        }

        if (records.Last > RecordMax)
        {
            problems.Error(target.Find("records")!, $"expected records within 0 to {RecordMax}, but found {target.Find("records")!.Found}");
            return false;
        }

        draft = draft with { Range = records };
        return true;
    }

    private bool TryBindValues(MapNode target, ref OperationDraft draft)
    {
        var typed = Enum.GetValues<ProcessValueType>().Where(type => target.Find(ModbusScalars.Word(type)) is not null).ToList();
        int ways = typed.Count + (target.Find("value") is null ? 0 : 1) + (target.Find("values") is null ? 0 : 1);
        if (ways > 1)
        {
            problems.Error(target, "expected one value, but found several; write `values` for several raw registers or coils");
            return false;
        }

        if (typed.Count == 1)
        {
            draft = draft with
            {
                Type = typed[0] == ProcessValueType.Bit ? null : typed[0],
                Values = [target.Text(ModbusScalars.Word(typed[0])) ?? "0"],
                Order = target.ReadOrNull("order", ModbusScalars.Order),
            };
        }
        else if (ways == 1)
        {
            draft = draft with
            {
                Values = [.. target.Values(target.Find("value") is null ? "values" : "value", OperationShapes.Value).Select(item => item.Value)],
            };
        }

        return true;
    }
}
