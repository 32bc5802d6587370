const _: () = {
    use ::foobara::__private as __foobara;
    static __MODEL: __foobara::ModelType = __foobara::ModelType {
        name: ::std::borrow::Cow::Borrowed("Order"),
        scope: &[],
        description: ::core::option::Option::None,
        attributes: __foobara::AttributesType::of(
            const {
                &[
                    __foobara::attribute::<
                        Auto<i64>,
                    >(
                        "id",
                        ::core::option::Option::None,
                        const { &[] },
                        ::core::option::Option::None,
                        __foobara::Presence::Optional,
                    ),
                    __foobara::attribute::<
                        Vec<Key<Line>>,
                    >(
                        "lines",
                        ::core::option::Option::None,
                        const { &[] },
                        ::core::option::Option::None,
                        __foobara::Presence::Typed,
                    ),
                    __foobara::attribute::<
                        Option<String>,
                    >(
                        "note",
                        ::core::option::Option::None,
                        const { &[] },
                        ::core::option::Option::None,
                        __foobara::Presence::Typed,
                    ),
                ]
            },
            &[],
            false,
        ),
        primary_key: ::core::option::Option::Some(::std::borrow::Cow::Borrowed("id")),
        access: __foobara::Access::OPEN,
        kept: __foobara::Kept::PLAIN,
    };
    #[doc(hidden)]
    pub struct __Slots {
        id: ::core::option::Option<Auto<i64>>,
        lines: ::core::option::Option<Vec<Key<Line>>>,
        note: ::core::option::Option<Option<String>>,
    }
    #[automatically_derived]
    impl ::core::default::Default for __Slots {
        fn default() -> Self {
            Self {
                id: ::core::option::Option::None,
                lines: ::core::option::Option::None,
                note: ::core::option::Option::None,
            }
        }
    }
    #[automatically_derived]
    impl __foobara::Fields for Order {
        type Slots = __Slots;
        const NAME: &'static str = "Order";
        const NAMES: &'static [&'static str] = &["id", "lines", "note"];
        fn slot(__name: &str) -> ::core::option::Option<usize> {
            match __name {
                "id" => ::core::option::Option::Some(0),
                "lines" => ::core::option::Option::Some(1),
                "note" => ::core::option::Option::Some(2),
                _ => ::core::option::Option::None,
            }
        }
        fn fill<'__de, __A: __foobara::MapAccess<'__de>>(
            __slots: &mut __Slots,
            __slot: usize,
            __map: &mut __A,
        ) -> ::core::result::Result<(), __A::Error> {
            match __slot {
                0 => __foobara::decode::fill(&mut __slots.id, __map, "id"),
                1 => __foobara::decode::fill(&mut __slots.lines, __map, "lines"),
                2 => __foobara::decode::fill(&mut __slots.note, __map, "note"),
                _ => {
                    ::core::result::Result::Err(
                        __foobara::DecodeError::unknown_field("", Self::NAMES),
                    )
                }
            }
        }
        fn build<__E: __foobara::DecodeError>(
            __slots: __Slots,
        ) -> ::core::result::Result<Self, __E> {
            ::core::result::Result::Ok(Self {
                id: __foobara::decode::take(__slots.id, "id")?,
                lines: __foobara::decode::take(__slots.lines, "lines")?,
                note: __foobara::decode::take(__slots.note, "note")?,
            })
        }
    }
    #[automatically_derived]
    impl<'__de> __foobara::Deserialize<'__de> for Order {
        fn deserialize<__D: __foobara::Deserializer<'__de>>(
            __deserializer: __D,
        ) -> ::core::result::Result<Self, __D::Error> {
            __foobara::decode::decode(__deserializer)
        }
    }
    #[automatically_derived]
    impl __foobara::Encode for Order {
        const NAME: &'static str = "Order";
        const COUNT: usize = 3;
        fn fields<__S: __foobara::SerializeStruct>(
            &self,
            __output: &mut __S,
        ) -> ::core::result::Result<(), __S::Error> {
            __foobara::decode::field(__output, "id", &self.id)?;
            __foobara::decode::field(__output, "lines", &self.lines)?;
            __foobara::decode::field(__output, "note", &self.note)?;
            ::core::result::Result::Ok(())
        }
    }
    #[automatically_derived]
    impl __foobara::Serialize for Order {
        fn serialize<__S: __foobara::Serializer>(
            &self,
            __serializer: __S,
        ) -> ::core::result::Result<__S::Ok, __S::Error> {
            __foobara::decode::encode(self, __serializer)
        }
    }
    #[automatically_derived]
    impl __foobara::Typed for Order {
        const BASE: __foobara::Base = __foobara::Base::Model(
            __foobara::Ref::Static(|| &__MODEL),
        );
        const CHECKED: bool = <Auto<i64> as __foobara::Typed>::CHECKED
            || <Vec<Key<Line>> as __foobara::Typed>::CHECKED
            || <Option<String> as __foobara::Typed>::CHECKED;
        fn check(
            &mut self,
            __up: ::core::option::Option<&__foobara::At<'_>>,
            __errors: &mut __foobara::InputErrors,
        ) {
            if <Auto<i64> as __foobara::Typed>::CHECKED {
                <Auto<
                    i64,
                > as __foobara::Typed>::check(
                    &mut self.id,
                    ::core::option::Option::Some(&__foobara::At::attribute(__up, "id")),
                    __errors,
                );
            }
            if <Vec<Key<Line>> as __foobara::Typed>::CHECKED {
                <Vec<
                    Key<Line>,
                > as __foobara::Typed>::check(
                    &mut self.lines,
                    ::core::option::Option::Some(
                        &__foobara::At::attribute(__up, "lines"),
                    ),
                    __errors,
                );
            }
            if <Option<String> as __foobara::Typed>::CHECKED {
                <Option<
                    String,
                > as __foobara::Typed>::check(
                    &mut self.note,
                    ::core::option::Option::Some(
                        &__foobara::At::attribute(__up, "note"),
                    ),
                    __errors,
                );
            }
        }
    }
    #[automatically_derived]
    impl __foobara::Entity for Order {
        type Key = <Auto<i64> as __foobara::KeyField>::Key;
        const KEY: usize = 0;
        fn model() -> &'static __foobara::ModelType {
            &__MODEL
        }
        fn key(&self) -> ::core::option::Option<Self::Key> {
            __foobara::KeyField::key(&self.id)
        }
        fn to_row(&self) -> __foobara::Row {
            ::core::convert::From::from([
                __foobara::Field::to_datum(&self.id),
                __foobara::json_datum(&self.lines),
                __foobara::Field::to_datum(&self.note),
            ])
        }
        fn from_row(
            __row: __foobara::Row,
        ) -> ::core::result::Result<Self, __foobara::StorageError> {
            let mut __columns = ::core::iter::IntoIterator::into_iter(__row);
            ::core::result::Result::Ok(Self {
                id: __foobara::column(&mut __columns, "id")?,
                lines: __foobara::json_column(&mut __columns, "lines")?,
                note: __foobara::column(&mut __columns, "note")?,
            })
        }
    }
};
///What it takes to create a `Order` and what it refers to.
#[derive(::core::fmt::Debug, ::core::clone::Clone)]
pub struct NewOrder {
    ///The attribute `lines`.
    pub lines: Vec<::foobara::__private::OrNew<Line>>,
    ///The attribute `note`.
    pub note: Option<String>,
}
const _: () = {
    use ::foobara::__private as __foobara;
    static __ATTRIBUTES: __foobara::AttributesType = __foobara::AttributesType::of(
        const {
            &[
                __foobara::attribute::<
                    Vec<::foobara::__private::OrNew<Line>>,
                >(
                    "lines",
                    ::core::option::Option::None,
                    const { &[] },
                    ::core::option::Option::None,
                    __foobara::Presence::Typed,
                ),
                __foobara::attribute::<
                    Option<String>,
                >(
                    "note",
                    ::core::option::Option::None,
                    const { &[] },
                    ::core::option::Option::None,
                    __foobara::Presence::Typed,
                ),
            ]
        },
        &[],
        false,
    );
    #[doc(hidden)]
    pub struct __Slots {
        lines: ::core::option::Option<Vec<::foobara::__private::OrNew<Line>>>,
        note: ::core::option::Option<Option<String>>,
    }
    #[automatically_derived]
    impl ::core::default::Default for __Slots {
        fn default() -> Self {
            Self {
                lines: ::core::option::Option::None,
                note: ::core::option::Option::None,
            }
        }
    }
    #[automatically_derived]
    impl __foobara::Fields for NewOrder {
        type Slots = __Slots;
        const NAME: &'static str = "NewOrder";
        const NAMES: &'static [&'static str] = &["lines", "note"];
        fn slot(__name: &str) -> ::core::option::Option<usize> {
            match __name {
                "lines" => ::core::option::Option::Some(0),
                "note" => ::core::option::Option::Some(1),
                _ => ::core::option::Option::None,
            }
        }
        fn fill<'__de, __A: __foobara::MapAccess<'__de>>(
            __slots: &mut __Slots,
            __slot: usize,
            __map: &mut __A,
        ) -> ::core::result::Result<(), __A::Error> {
            match __slot {
                0 => __foobara::decode::fill(&mut __slots.lines, __map, "lines"),
                1 => __foobara::decode::fill(&mut __slots.note, __map, "note"),
                _ => {
                    ::core::result::Result::Err(
                        __foobara::DecodeError::unknown_field("", Self::NAMES),
                    )
                }
            }
        }
        fn build<__E: __foobara::DecodeError>(
            __slots: __Slots,
        ) -> ::core::result::Result<Self, __E> {
            ::core::result::Result::Ok(Self {
                lines: __foobara::decode::take(__slots.lines, "lines")?,
                note: __foobara::decode::take(__slots.note, "note")?,
            })
        }
    }
    #[automatically_derived]
    impl<'__de> __foobara::Deserialize<'__de> for NewOrder {
        fn deserialize<__D: __foobara::Deserializer<'__de>>(
            __deserializer: __D,
        ) -> ::core::result::Result<Self, __D::Error> {
            __foobara::decode::decode(__deserializer)
        }
    }
    #[automatically_derived]
    impl __foobara::Encode for NewOrder {
        const NAME: &'static str = "NewOrder";
        const COUNT: usize = 2;
        fn fields<__S: __foobara::SerializeStruct>(
            &self,
            __output: &mut __S,
        ) -> ::core::result::Result<(), __S::Error> {
            __foobara::decode::field(__output, "lines", &self.lines)?;
            __foobara::decode::field(__output, "note", &self.note)?;
            ::core::result::Result::Ok(())
        }
    }
    #[automatically_derived]
    impl __foobara::Serialize for NewOrder {
        fn serialize<__S: __foobara::Serializer>(
            &self,
            __serializer: __S,
        ) -> ::core::result::Result<__S::Ok, __S::Error> {
            __foobara::decode::encode(self, __serializer)
        }
    }
    #[automatically_derived]
    impl __foobara::Typed for NewOrder {
        const BASE: __foobara::Base = __foobara::Base::Attributes(
            __foobara::Ref::Static(|| { &__ATTRIBUTES }),
        );
        const CHECKED: bool = <Vec<
            ::foobara::__private::OrNew<Line>,
        > as __foobara::Typed>::CHECKED || <Option<String> as __foobara::Typed>::CHECKED;
        fn check(
            &mut self,
            __up: ::core::option::Option<&__foobara::At<'_>>,
            __errors: &mut __foobara::InputErrors,
        ) {
            if <Vec<::foobara::__private::OrNew<Line>> as __foobara::Typed>::CHECKED {
                <Vec<
                    ::foobara::__private::OrNew<Line>,
                > as __foobara::Typed>::check(
                    &mut self.lines,
                    ::core::option::Option::Some(
                        &__foobara::At::attribute(__up, "lines"),
                    ),
                    __errors,
                );
            }
            if <Option<String> as __foobara::Typed>::CHECKED {
                <Option<
                    String,
                > as __foobara::Typed>::check(
                    &mut self.note,
                    ::core::option::Option::Some(
                        &__foobara::At::attribute(__up, "note"),
                    ),
                    __errors,
                );
            }
        }
    }
    #[automatically_derived]
    impl __foobara::decode::Flatten for NewOrder {
        const ALIASES: &'static [(&'static str, &'static str)] = &[];
        const RECORDS: bool = {
            use __foobara::HoldsNoRecords as _;
            <__foobara::RecordsIn<
                'static,
                Vec<::foobara::__private::OrNew<Line>>,
            >>::RECORDS
        };
        fn attributes() -> &'static __foobara::AttributesType {
            &__ATTRIBUTES
        }
    }
    #[automatically_derived]
    impl __foobara::HoldsRecords for NewOrder {
        const RECORDS: bool = {
            use __foobara::HoldsNoRecords as _;
            <__foobara::RecordsIn<
                'static,
                Vec<::foobara::__private::OrNew<Line>>,
            >>::RECORDS
        };
        fn slots<'__r>(
            &'__r mut self,
            __up: ::core::option::Option<&__foobara::At<'_>>,
            __slots: &mut __foobara::RecordSlots<'__r>,
        ) {
            {
                use __foobara::HoldsNoRecords as _;
                __foobara::RecordsIn(&mut self.lines)
                    .slots(
                        ::core::option::Option::Some(
                            &__foobara::At::attribute(__up, "lines"),
                        ),
                        __slots,
                    );
            }
        }
    }
    #[automatically_derived]
    impl __foobara::NestedNew for Order {
        type New = NewOrder;
        fn or_new() -> &'static __foobara::UnionType {
            static __FORMS: __foobara::UnionType = __foobara::or_new::<
                Order,
            >("NewOrder", "id");
            &__FORMS
        }
    }
    #[automatically_derived]
    impl<__C> __foobara::NewTree<__C> for NewOrder
    where
        __C: __foobara::Creates<Order> + 'static,
        __C: __foobara::Creates<Line>,
        <Line as __foobara::NestedNew>::New: __foobara::NewTree<__C, Of = Line>,
    {
        type Of = Order;
        fn write_nested<'__a>(
            __trees: &'__a mut [Self],
            __writer: __foobara::TreeWriter<'__a, __C>,
        ) -> __foobara::BoxFuture<'__a, ::core::result::Result<(), __foobara::Fault>> {
            ::std::boxed::Box::pin(async move {
                __foobara::TreeWriter::create(
                        __writer,
                        __trees.iter_mut().map(|__tree| &mut __tree.lines),
                    )
                    .await?;
                ::core::result::Result::Ok(())
            })
        }
        fn into_record(self) -> ::core::result::Result<Order, __foobara::StorageError> {
            ::core::result::Result::Ok(Order {
                id: ::core::default::Default::default(),
                lines: __foobara::Settle::settle(self.lines)?,
                note: self.note,
            })
        }
    }
};
///What becomes of a `Order` and of what it refers to: what is not given stays as it is.
#[derive(::core::fmt::Debug, ::core::clone::Clone)]
pub struct OrderChanges {
    ///The attribute `id`.
    id: <Auto<i64> as ::foobara::__private::KeyField>::Key,
    ///The attribute `lines`.
    pub lines: ::foobara::__private::Patch<Vec<::foobara::__private::OrChanged<Line>>>,
    ///The attribute `note`.
    pub note: ::foobara::__private::Patch<Option<String>>,
}
const _: () = {
    use ::foobara::__private as __foobara;
    static __ATTRIBUTES: __foobara::AttributesType = __foobara::AttributesType::of(
        const {
            &[
                __foobara::attribute::<
                    <Auto<i64> as ::foobara::__private::KeyField>::Key,
                >(
                    "id",
                    ::core::option::Option::None,
                    const { &[] },
                    ::core::option::Option::None,
                    __foobara::Presence::Typed,
                ),
                __foobara::attribute::<
                    ::foobara::__private::Patch<
                        Vec<::foobara::__private::OrChanged<Line>>,
                    >,
                >(
                    "lines",
                    ::core::option::Option::None,
                    const { &[] },
                    ::core::option::Option::None,
                    __foobara::Presence::Typed,
                ),
                __foobara::attribute::<
                    ::foobara::__private::Patch<Option<String>>,
                >(
                    "note",
                    ::core::option::Option::None,
                    const { &[] },
                    ::core::option::Option::None,
                    __foobara::Presence::Typed,
                ),
            ]
        },
        &[],
        false,
    );
    #[doc(hidden)]
    pub struct __Slots {
        id: ::core::option::Option<<Auto<i64> as ::foobara::__private::KeyField>::Key>,
        lines: ::core::option::Option<
            ::foobara::__private::Patch<Vec<::foobara::__private::OrChanged<Line>>>,
        >,
        note: ::core::option::Option<::foobara::__private::Patch<Option<String>>>,
    }
    #[automatically_derived]
    impl ::core::default::Default for __Slots {
        fn default() -> Self {
            Self {
                id: ::core::option::Option::None,
                lines: ::core::option::Option::None,
                note: ::core::option::Option::None,
            }
        }
    }
    #[automatically_derived]
    impl __foobara::Fields for OrderChanges {
        type Slots = __Slots;
        const NAME: &'static str = "OrderChanges";
        const NAMES: &'static [&'static str] = &["id", "lines", "note"];
        fn slot(__name: &str) -> ::core::option::Option<usize> {
            match __name {
                "id" => ::core::option::Option::Some(0),
                "lines" => ::core::option::Option::Some(1),
                "note" => ::core::option::Option::Some(2),
                _ => ::core::option::Option::None,
            }
        }
        fn fill<'__de, __A: __foobara::MapAccess<'__de>>(
            __slots: &mut __Slots,
            __slot: usize,
            __map: &mut __A,
        ) -> ::core::result::Result<(), __A::Error> {
            match __slot {
                0 => __foobara::decode::fill(&mut __slots.id, __map, "id"),
                1 => __foobara::decode::fill(&mut __slots.lines, __map, "lines"),
                2 => __foobara::decode::fill(&mut __slots.note, __map, "note"),
                _ => {
                    ::core::result::Result::Err(
                        __foobara::DecodeError::unknown_field("", Self::NAMES),
                    )
                }
            }
        }
        fn build<__E: __foobara::DecodeError>(
            __slots: __Slots,
        ) -> ::core::result::Result<Self, __E> {
            ::core::result::Result::Ok(Self {
                id: __foobara::decode::take(__slots.id, "id")?,
                lines: __foobara::decode::take(__slots.lines, "lines")?,
                note: __foobara::decode::take(__slots.note, "note")?,
            })
        }
    }
    #[automatically_derived]
    impl<'__de> __foobara::Deserialize<'__de> for OrderChanges {
        fn deserialize<__D: __foobara::Deserializer<'__de>>(
            __deserializer: __D,
        ) -> ::core::result::Result<Self, __D::Error> {
            __foobara::decode::decode(__deserializer)
        }
    }
    #[automatically_derived]
    impl __foobara::Encode for OrderChanges {
        const NAME: &'static str = "OrderChanges";
        const COUNT: usize = 3;
        fn fields<__S: __foobara::SerializeStruct>(
            &self,
            __output: &mut __S,
        ) -> ::core::result::Result<(), __S::Error> {
            __foobara::decode::field(__output, "id", &self.id)?;
            __foobara::decode::field(__output, "lines", &self.lines)?;
            __foobara::decode::field(__output, "note", &self.note)?;
            ::core::result::Result::Ok(())
        }
    }
    #[automatically_derived]
    impl __foobara::Serialize for OrderChanges {
        fn serialize<__S: __foobara::Serializer>(
            &self,
            __serializer: __S,
        ) -> ::core::result::Result<__S::Ok, __S::Error> {
            __foobara::decode::encode(self, __serializer)
        }
    }
    #[automatically_derived]
    impl __foobara::Typed for OrderChanges {
        const BASE: __foobara::Base = __foobara::Base::Attributes(
            __foobara::Ref::Static(|| { &__ATTRIBUTES }),
        );
        const CHECKED: bool = <<Auto<
            i64,
        > as ::foobara::__private::KeyField>::Key as __foobara::Typed>::CHECKED
            || <::foobara::__private::Patch<
                Vec<::foobara::__private::OrChanged<Line>>,
            > as __foobara::Typed>::CHECKED
            || <::foobara::__private::Patch<
                Option<String>,
            > as __foobara::Typed>::CHECKED;
        fn check(
            &mut self,
            __up: ::core::option::Option<&__foobara::At<'_>>,
            __errors: &mut __foobara::InputErrors,
        ) {
            if <<Auto<
                i64,
            > as ::foobara::__private::KeyField>::Key as __foobara::Typed>::CHECKED {
                <<Auto<
                    i64,
                > as ::foobara::__private::KeyField>::Key as __foobara::Typed>::check(
                    &mut self.id,
                    ::core::option::Option::Some(&__foobara::At::attribute(__up, "id")),
                    __errors,
                );
            }
            if <::foobara::__private::Patch<
                Vec<::foobara::__private::OrChanged<Line>>,
            > as __foobara::Typed>::CHECKED {
                <::foobara::__private::Patch<
                    Vec<::foobara::__private::OrChanged<Line>>,
                > as __foobara::Typed>::check(
                    &mut self.lines,
                    ::core::option::Option::Some(
                        &__foobara::At::attribute(__up, "lines"),
                    ),
                    __errors,
                );
            }
            if <::foobara::__private::Patch<
                Option<String>,
            > as __foobara::Typed>::CHECKED {
                <::foobara::__private::Patch<
                    Option<String>,
                > as __foobara::Typed>::check(
                    &mut self.note,
                    ::core::option::Option::Some(
                        &__foobara::At::attribute(__up, "note"),
                    ),
                    __errors,
                );
            }
        }
    }
    #[automatically_derived]
    impl __foobara::decode::Flatten for OrderChanges {
        const ALIASES: &'static [(&'static str, &'static str)] = &[];
        const RECORDS: bool = {
            use __foobara::HoldsNoRecords as _;
            <__foobara::RecordsIn<
                'static,
                ::foobara::__private::Patch<Vec<::foobara::__private::OrChanged<Line>>>,
            >>::RECORDS
                || <__foobara::RecordsIn<
                    'static,
                    ::foobara::__private::Patch<Option<String>>,
                >>::RECORDS
        };
        fn attributes() -> &'static __foobara::AttributesType {
            &__ATTRIBUTES
        }
    }
    #[automatically_derived]
    impl __foobara::HoldsRecords for OrderChanges {
        const RECORDS: bool = {
            use __foobara::HoldsNoRecords as _;
            <__foobara::RecordsIn<
                'static,
                ::foobara::__private::Patch<Vec<::foobara::__private::OrChanged<Line>>>,
            >>::RECORDS
                || <__foobara::RecordsIn<
                    'static,
                    ::foobara::__private::Patch<Option<String>>,
                >>::RECORDS
        };
        fn slots<'__r>(
            &'__r mut self,
            __up: ::core::option::Option<&__foobara::At<'_>>,
            __slots: &mut __foobara::RecordSlots<'__r>,
        ) {
            {
                use __foobara::HoldsNoRecords as _;
                __foobara::RecordsIn(&mut self.lines)
                    .slots(
                        ::core::option::Option::Some(
                            &__foobara::At::attribute(__up, "lines"),
                        ),
                        __slots,
                    );
            }
            {
                use __foobara::HoldsNoRecords as _;
                __foobara::RecordsIn(&mut self.note)
                    .slots(
                        ::core::option::Option::Some(
                            &__foobara::At::attribute(__up, "note"),
                        ),
                        __slots,
                    );
            }
        }
    }
    impl OrderChanges {
        /// Returns no changes, of the record with this primary key.
        pub fn of(id: <Order as __foobara::Entity>::Key) -> Self {
            Self {
                id,
                lines: __foobara::Patch::Keep,
                note: __foobara::Patch::Keep,
            }
        }
    }
    #[automatically_derived]
    impl __foobara::NestedChanges for Order {
        type Changes = OrderChanges;
        fn or_changed() -> &'static __foobara::UnionType {
            static __FORMS: __foobara::UnionType = __foobara::or_changed::<
                Order,
            >("OrderChanges", "id", true);
            &__FORMS
        }
    }
    #[automatically_derived]
    impl<__C> __foobara::ChangedTree<__C> for OrderChanges
    where
        __C: __foobara::Writes<Order> + 'static,
        __C: __foobara::Writes<Line>,
        <Line as __foobara::NestedNew>::New: __foobara::NewTree<__C, Of = Line>,
        <Line as __foobara::NestedChanges>::Changes: __foobara::ChangedTree<
            __C,
            Of = Line,
        >,
    {
        type Of = Order;
        fn key(&self) -> <Order as __foobara::Entity>::Key {
            ::core::clone::Clone::clone(&self.id)
        }
        fn write_nested<'__a>(
            __trees: &'__a mut [Self],
            __writer: __foobara::TreeWriter<'__a, __C>,
        ) -> __foobara::BoxFuture<'__a, ::core::result::Result<(), __foobara::Fault>> {
            ::std::boxed::Box::pin(async move {
                __foobara::TreeWriter::change(
                        __writer,
                        __trees.iter_mut().map(|__tree| &mut __tree.lines),
                    )
                    .await?;
                ::core::result::Result::Ok(())
            })
        }
        fn apply_to(
            self,
            __record: &mut Order,
        ) -> ::core::result::Result<(), __foobara::StorageError> {
            __foobara::Patch::apply_to(
                __foobara::Settle::settle(self.lines)?,
                &mut __record.lines,
            );
            __foobara::Patch::apply_to(self.note, &mut __record.note);
            ::core::result::Result::Ok(())
        }
    }
};
