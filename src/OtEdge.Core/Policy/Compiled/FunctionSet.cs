namespace OtEdge.Core.Policy.Compiled;

/// <summary>Classes and functions that a rule or pin names, in canonical form; equal sets are equal values.</summary>
internal sealed class FunctionSet : IEquatable<FunctionSet>
{
    private readonly int hash;

    private FunctionSet(OperationClasses classes, FunctionId[] functions)
    {
        Classes = classes;
        Functions = functions;
        var mix = new HashCode();
        mix.Add(classes);
        foreach (FunctionId function in functions)
        {
            mix.Add(function);
        }

        hash = mix.ToHashCode();
    }

    /// <summary>The classes.</summary>
    public OperationClasses Classes { get; }

    /// <summary>The functions, sorted, none twice; a function without sub-function stands for all of its sub-functions.</summary>
    public IReadOnlyList<FunctionId> Functions { get; }

    /// <summary>Makes the canonical form.</summary>
    public static FunctionSet Of(OperationClasses classes, IReadOnlyList<FunctionId> functions)
    {
        if (functions.Count == 0)
        {
            return new FunctionSet(classes, []);
        }

        var whole = functions.Where(function => function.Sub < 0).Select(function => function.Code).ToHashSet();
        return new FunctionSet(
            classes,
            [.. functions
                .Select(function => whole.Contains(function.Code) ? new FunctionId(function.Code) : function)
                .Distinct().OrderBy(function => function.Code).ThenBy(function => function.Sub)]);
    }

    /// <summary>True when it names a function of a class.</summary>
    public bool Names(OperationClass operationClass, FunctionId function) =>
        ((int)Classes & (1 << (int)operationClass)) != 0
        || Functions.Any(named => named.Code == function.Code && (named.Sub < 0 || named.Sub == function.Sub));

    /// <inheritdoc/>
    public bool Equals(FunctionSet? other) =>
        other is not null && hash == other.hash && Classes == other.Classes && Functions.SequenceEqual(other.Functions);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FunctionSet);

    /// <inheritdoc/>
    public override int GetHashCode() => hash;
}
