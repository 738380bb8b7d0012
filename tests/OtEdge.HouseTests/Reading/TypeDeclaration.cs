namespace OtEdge.HouseTests.Reading;

/// <summary>A type as declared in one file.</summary>
/// <param name="Name">Without type parameters.</param>
/// <param name="Kind">class, struct, record, record struct, interface, enum or delegate.</param>
/// <param name="Modifiers">Such as <c>public sealed</c>.</param>
/// <param name="Line">First line, 1-based.</param>
/// <param name="IsTopLevel">True when no type is around it.</param>
internal sealed record TypeDeclaration(string Name, string Kind, IReadOnlyList<string> Modifiers, int Line, bool IsTopLevel)
{
    /// <summary>Members that have parameters: methods, operators, indexers, constructors and, as the first, a primary constructor.</summary>
    public List<Callable> Callables { get; } = [];
}
